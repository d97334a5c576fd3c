import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { endSession } from './store.ts'

export function signOut(context: Context, kind: KeyKind, cookieHashes: readonly string[]): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const ended = await endSession(tx, kind, cookieHashes)
    if (ended)
      await recordAudit(tx, { actor: 'holder', subject: ended.credentialId, at: await context.clock(tx) }, { type: 'session.ended', holder: ended.holderId })
  })
}
