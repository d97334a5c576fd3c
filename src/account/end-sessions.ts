import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import { endOtherSessions } from '../sign-in/session.ts'
import { enterAccount } from './enter.ts'

/** Ends every session of the holder but the one that asks. False: that one does not live either. */
export function endOthers(context: Context, kind: KeyKind, held: readonly string[]): Promise<boolean> {
  return context.db.transaction().execute(async (tx) => {
    const entered = await enterAccount(context, tx, { kind, held })
    if (!entered) return false
    const { session, now } = entered
    const sessionsEnded = await endOtherSessions(tx, kind, session)
    if (sessionsEnded > 0) {
      const who = { actor: 'holder', subject: session.credentialId, at: now } as const
      await recordAudit(tx, who, { type: 'session.others_ended', holder: session.holderId, sessionsEnded })
    }
    return true
  })
}
