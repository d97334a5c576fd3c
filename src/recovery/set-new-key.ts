import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { blocklist } from '../credentials/blocklist.ts'
import { rememberBrowser } from '../credentials/known-browsers.ts'
import { type KeyRefusal, normalKey, refuseKey } from '../credentials/new-key.ts'
import { replaceKey } from '../credentials/replace-key.ts'
import { together } from '../db/together.ts'
import { resetHits } from '../limits/windows.ts'
import { giveNotice } from '../notifications/notices.ts'
import { holderNames, lockHolder } from '../registry/holder.ts'
import { Secret } from '../secret.ts'
import { forgetFailures } from '../sign-in/limits.ts'
import { useSavedCode } from './collected.ts'
import { checkMaySetKey } from './recovery.ts'
import { wrongCodesLimit } from './start-recovery.ts'
import { endOthers, lockByBrowser, readByBrowser, saveRecovery } from './store.ts'
import { settleCase, weighCase } from './weigh-case.ts'

export type KeyOutcome =
  | { outcome: 'set'; browserCookie: string }
  | { outcome: 'refused'; why: KeyRefusal }
  | { outcome: 'expired' | 'not_proven' | 'not_enough' }

/**
 * Sets the new key; this browser is known to it from then on, and not signed in. A refused one costs nothing: the proof stays good. The hash is made between two transactions, so that
 * no connection waits for it.
 */
export async function setNewKey(context: Context, browser: { held: readonly string[]; known: readonly string[] }, typed: string): Promise<KeyOutcome> {
  const { policy } = context.institution
  const key = normalKey(typed)
  const first = await context.db.transaction().execute(async (tx): Promise<KeyOutcome | { outcome: 'may_set'; branchId: string; recoveryId: string }> => {
    const [held, now] = await together(readByBrowser(tx, browser.held), context.clock(tx))
    if (held?.as !== 'holder' || held.recovery.branchId === null) return { outcome: 'not_proven' }
    const may = checkMaySetKey(held.recovery, now, policy)
    if (may !== 'may_set') return { outcome: may }
    const why = refuseKey(
      key,
      { taxId: held.recovery.typed.taxId, names: [...(await holderNames(tx, held.recovery.branchId)), context.institution.name] },
      { policy, blocklist },
    )
    return why ? { outcome: 'refused', why } : { outcome: 'may_set', branchId: held.recovery.branchId, recoveryId: held.recovery.id }
  })
  if (first.outcome !== 'may_set') return first

  const hashed = await context.hasher.hash(new Secret(key), first.recoveryId)
  return context.db.transaction().execute(async (tx): Promise<KeyOutcome> => {
    const [, held, now] = await together(lockHolder(tx, first.branchId), lockByBrowser(tx, browser.held), context.clock(tx))
    if (held?.as !== 'holder' || held.recovery.provenBy === null) return { outcome: 'not_proven' }
    const { recovery } = held
    const may = checkMaySetKey(recovery, now, policy)
    if (may !== 'may_set') return { outcome: may }

    // What was collected is weighed again, with the holder locked: the register, a saved code or the personal key may have changed.
    const { standing } = await weighCase(context, tx, { recovery, now })
    if (standing.standing !== 'suffices') {
      await settleCase(context, tx, { recovery, was: recovery.state, now })
      return { outcome: 'not_enough' }
    }

    const browserCookie = context.random.token(32)
    const replaced = await replaceKey(context, tx, { holder: { kind: 'employer', id: first.branchId }, hashed, now })
    const [usedCode, others] = await together(
      useSavedCode(tx, recovery.id, now),
      endOthers(tx, first.branchId, recovery.id),
      saveRecovery(tx, { ...recovery, state: 'completed', completedAt: now, credentialId: replaced.credentialId }),
      resetHits(tx, wrongCodesLimit(context, recovery.typed)),
      forgetFailures(context, tx, { kind: 'employer', ...recovery.typed }),
      rememberBrowser(tx, {
        before: browser.known,
        hash: context.keys.mac('token', browserCookie),
        credentialId: replaced.credentialId,
        endsAt: new Date(now.getTime() + policy.knownBrowserLifetime),
      }),
      recordAudit(
        tx,
        { actor: 'applicant', subject: recovery.id, at: now },
        { type: 'credential.replaced', branch: first.branchId, generation: replaced.generation, sessionsEnded: replaced.sessionsEnded },
      ),
      giveNotice(context, tx, { kind: 'credential.replaced', recoveryId: recovery.id, branchId: first.branchId, details: {}, createdAt: now }),
    )
    if (usedCode !== null) {
      await recordAudit(tx, { actor: 'applicant', subject: recovery.id, at: now }, { type: 'saved_code.used', savedCode: usedCode })
    }
    for (const other of others) {
      await recordAudit(tx, { actor: 'system', subject: other, at: now }, { type: 'recovery.ended_by_completion', by: recovery.id })
    }
    return { outcome: 'set', browserCookie }
  })
}
