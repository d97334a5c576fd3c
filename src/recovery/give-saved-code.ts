import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { normalSavedCode, savedCodeHashes } from '../credentials/saved-code.ts'
import { together } from '../db/together.ts'
import { countInARow } from '../limits/windows.ts'
import { collect, readLivingCode } from './collected.ts'
import { takesMore } from './recovery.ts'
import { wrongCodesLimit } from './start-recovery.ts'
import { lockByBrowser, saveRecovery } from './store.ts'
import { settleCase, weighCase } from './weigh-case.ts'

/** `not_now`: the case does not take one, or not any more; its page says where it is. */
export type SavedCodeOutcome = { outcome: 'given' | 'wrong' | 'malformed' | 'no_tries' | 'not_now' }

/**
 * Takes the employer's saved code beside the contact that proved. It is used up when the key is set, not before: whoever is interrupted has
 * it still. Two cases may have been given the same one; the first that sets a key ends the other.
 */
export function giveSavedCode(context: Context, cookieHashes: readonly string[], typed: string): Promise<SavedCodeOutcome> {
  const code = normalSavedCode(typed)
  return context.db.transaction().execute(async (tx) => {
    const [held, now] = await together(lockByBrowser(tx, cookieHashes), context.clock(tx))
    if (held?.as !== 'holder' || held.recovery.branchId === null) return { outcome: 'not_now' }
    const { recovery } = held
    const { branchId } = held.recovery
    const { policy } = context.institution
    if (!takesMore(recovery, now, policy)) return { outcome: 'not_now' }
    const { standing } = await weighCase(context, tx, { recovery, now })
    if (!('ways' in standing) || !standing.ways.includes('saved_code')) {
      await settleCase(context, tx, { recovery, was: recovery.state, now })
      return { outcome: 'not_now' }
    }
    if (recovery.savedCodeWrong >= policy.evidenceTries) return { outcome: 'no_tries' }
    if (code === null) return { outcome: 'malformed' }

    const living = await readLivingCode(tx, branchId)
    const who = { actor: 'applicant', subject: recovery.id, at: now } as const
    if (!living || !savedCodeHashes(context.keys, { branchId, code }).includes(living.hash)) {
      const next = { ...recovery, savedCodeWrong: recovery.savedCodeWrong + 1 }
      await together(
        saveRecovery(tx, next),
        countInARow(tx, wrongCodesLimit(context, recovery.typed), now),
        recordAudit(tx, who, { type: 'recovery.evidence_refused', kind: 'saved_code' }),
      )
      return { outcome: next.savedCodeWrong >= policy.evidenceTries ? 'no_tries' : 'wrong' }
    }
    await together(
      collect(tx, { id: context.random.uuid(), recoveryId: recovery.id, what: { kind: 'saved_code', savedCodeId: living.id }, at: now }),
      recordAudit(tx, who, { type: 'recovery.evidence_given', kind: 'saved_code' }),
    )
    await settleCase(context, tx, { recovery, was: recovery.state, now })
    return { outcome: 'given' }
  })
}
