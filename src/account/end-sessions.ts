import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { endOtherSessions, useSession } from '../sign-in/session.ts'

/** Ends every session of the holder but the one that asks. False: that one does not live either. */
export function endOthers(context: Context, kind: KeyKind, cookieHashes: readonly string[]): Promise<boolean> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const session = await useSession(tx, kind, { hashes: cookieHashes, now, policy: context.institution.policy })
    if (!session) return false
    const ended = await endOtherSessions(tx, kind, session)
    if (ended > 0) {
      await recordAudit(
        tx,
        { actor: 'holder', subject: session.credentialId, at: now },
        { type: 'session.others_ended', holder: session.holderId, sessionsEnded: ended },
      )
    }
    return true
  })
}
