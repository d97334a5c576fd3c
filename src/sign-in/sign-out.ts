import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { endSession } from './store.ts'

export function signOut(context: Context, cookieHashes: readonly string[]): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const ended = await endSession(tx, 'employer', cookieHashes)
    if (ended)
      await recordAudit(tx, { actor: 'holder', subject: ended.credentialId, at: await context.clock(tx) }, { type: 'session.ended', holder: ended.holderId })
  })
}
