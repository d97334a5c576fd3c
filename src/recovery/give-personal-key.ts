import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { opens } from '../credentials/credentials.ts'
import { lockKey, type TypedHolder } from '../credentials/find-key.ts'
import { HasherFull } from '../credentials/hasher.ts'
import { forgetOwnFailures } from '../credentials/known-browsers.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { sourceTiers } from '../limits/sources.ts'
import { takeBackTry, tryKey } from '../sign-in/try-key.ts'
import { collect } from './collected.ts'
import { type Recovery, takesMore } from './recovery.ts'
import { lockByBrowser, saveRecovery } from './store.ts'
import { settleCase, weighCase } from './weigh-case.ts'

/** `not_enough`: it is the right key, but it was set or unlocked lately, or through this same contact. */
export type PersonalKeyOutcome =
  | { outcome: 'given' | 'wrong' | 'not_enough' | 'no_tries' | 'not_now' }
  | { outcome: 'source_stopped'; until: Date; retryAfter: number }

type Browser = { held: readonly string[]; known: readonly string[]; source: string }

/**
 * Takes the personal key of the representative named, as evidence alone: no session, no cookie. A failure counts as one at that person's
 * own sign-in does, known or not, at the same price, and besides as a try of this case.
 */
export async function givePersonalKey(context: Context, browser: Browser, typed: string): Promise<PersonalKeyOutcome> {
  const counted = await countTry(context, browser)
  if (counted.outcome !== 'counted') return counted
  const { holder } = counted
  const network = sourceTiers(browser.source)[0]?.network ?? ''
  const tried = await tryKey(context, { holder, key: typed, network, browser: browser.known }).catch(async (error: unknown) => {
    // Nothing was compared.
    if (error instanceof HasherFull) await takeTryBack(context, browser)
    throw error
  })
  if (tried.outcome === 'source_stopped') {
    await takeTryBack(context, browser)
    return tried
  }
  return context.db.transaction().execute(async (tx): Promise<PersonalKeyOutcome> => {
    const found = await lockTaking(context, tx, browser.held)
    if (!found) return { outcome: 'not_now' }
    const { recovery, now } = found
    const who = { actor: 'applicant', subject: recovery.id, at: now } as const
    if (tried.outcome !== 'right' || !(await isStillLiving(tx, holder, tried.credentialId))) {
      await recordAudit(tx, who, { type: 'recovery.evidence_refused', kind: 'personal_key' })
      return { outcome: recovery.personalKeyWrong >= context.institution.policy.evidenceTries ? 'no_tries' : 'wrong' }
    }
    if (tried.tries === null) await forgetOwnFailures(tx, browser.known, tried.credentialId)
    await takeBackTry(context, tx, { holder, network, tries: tried.tries })
    await collect(tx, { id: context.random.uuid(), recoveryId: recovery.id, what: { kind: 'personal_key', credentialId: tried.credentialId }, at: now })
    const back = { ...recovery, personalKeyWrong: recovery.personalKeyWrong - 1 }
    const next = await settleCase(context, tx, { recovery: back, was: recovery.state, now })
    if (next.state !== 'proven') return { outcome: 'not_enough' }
    await recordAudit(tx, who, { type: 'recovery.evidence_given', kind: 'personal_key' })
    return { outcome: 'given' }
  })
}

/** Counted before it is compared, so that many at once cannot all slip in before the first one failed. */
function countTry(context: Context, browser: Browser): Promise<{ outcome: 'counted'; holder: TypedHolder } | { outcome: 'not_now' | 'no_tries' }> {
  return context.db.transaction().execute(async (tx) => {
    const found = await lockTaking(context, tx, browser.held)
    if (!found) return { outcome: 'not_now' }
    const { recovery, now } = found
    const { standing } = await weighCase(context, tx, { recovery, now })
    if (!('ways' in standing) || !standing.ways.includes('personal_key')) {
      await settleCase(context, tx, { recovery, was: recovery.state, now })
      return { outcome: 'not_now' }
    }
    if (recovery.personalKeyWrong >= context.institution.policy.evidenceTries) return { outcome: 'no_tries' }
    await saveRecovery(tx, { ...recovery, personalKeyWrong: recovery.personalKeyWrong + 1 })
    return { outcome: 'counted', holder: { kind: 'personal', nationalId: recovery.typed.nationalId } }
  })
}

/** Whether it is still the living key, which is then locked. */
async function isStillLiving(tx: Tx, holder: TypedHolder, credentialId: string): Promise<boolean> {
  const current = await lockKey(tx, holder)
  return current.id === credentialId && current.status !== null && opens[current.status]
}

function takeTryBack(context: Context, browser: Browser): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const found = await lockTaking(context, tx, browser.held)
    if (found) await saveRecovery(tx, { ...found.recovery, personalKeyWrong: found.recovery.personalKeyWrong - 1 })
  })
}

async function lockTaking(context: Context, tx: Tx, held: readonly string[]): Promise<{ recovery: Recovery; now: Date } | null> {
  const [found, now] = await together(lockByBrowser(tx, held), context.clock(tx))
  const takes = found?.as === 'holder' && found.recovery.branchId !== null && takesMore(found.recovery, now, context.institution.policy)
  return takes ? { recovery: found.recovery, now } : null
}
