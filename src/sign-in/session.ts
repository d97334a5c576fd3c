// What other features may do with the sessions of a holder.
export { endOtherSessions, listSessions, type OpenSession, type Session, useSession } from './store.ts'
