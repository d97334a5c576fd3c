// What other features may do with the sessions of a holder.
export { endOtherSessions, endSessionsOf, findSessionHolder, listSessions, type OpenSession, type Session, useSession } from './store.ts'
