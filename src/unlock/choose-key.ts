import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { blocklist } from '../credentials/blocklist.ts'
import type { Hashed } from '../credentials/hasher.ts'
import { rememberBrowser } from '../credentials/known-browsers.ts'
import { type KeyRefusal, normalKey, refuseKey } from '../credentials/new-key.ts'
import { replaceKey } from '../credentials/replace-key.ts'
import { readPersonalKey, unlockKey } from '../credentials/unlock-key.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { resetHits } from '../limits/windows.ts'
import { giveNotice } from '../notifications/notices.ts'
import { lockPerson, readPerson } from '../registry/person.ts'
import { Secret } from '../secret.ts'
import { forgetFailures } from '../sign-in/limits.ts'
import { officeReasonFor } from './prove.ts'
import { wrongCodesLimit } from './start-unlock.ts'
import { endOthers, lockByBrowser, readByBrowser, saveUnlock } from './store.ts'
import { checkMayChoose, type Unlock } from './unlock.ts'

export type ChoiceOutcome =
  | { outcome: 'done'; browserCookie: string }
  | { outcome: 'refused'; why: KeyRefusal }
  | { outcome: 'expired' | 'not_proven' | 'needs_office' | 'nothing_to_keep' }

type Browser = { held: readonly string[]; known: readonly string[] }
type Locked = { unlock: Unlock; personId: string; contactId: string; now: Date }

/** The same key again, unlocked. Nobody is signed in; this browser is known to it from then on. */
export function keepKey(context: Context, browser: Browser): Promise<ChoiceOutcome> {
  return context.db.transaction().execute(async (tx): Promise<ChoiceOutcome> => {
    const seen = await readByBrowser(tx, browser.held)
    if (seen?.as !== 'holder' || seen.unlock.personId === null) return { outcome: 'not_proven' }
    const locked = await lockProven(context, tx, { personId: seen.unlock.personId, held: browser.held })
    if ('outcome' in locked) return locked
    const { unlock, personId, contactId, now } = locked
    const before = await readPersonalKey(tx, personId)
    const kept = await unlockKey(tx, { personId, throughContact: contactId, now })
    if (!kept) return { outcome: 'nothing_to_keep' }
    await recordAudit(
      tx,
      { actor: 'applicant', subject: unlock.id, at: now },
      { type: 'personal_key.unlocked', person: personId, generation: kept.generation, wasBlocked: before?.status === 'blocked' },
    )
    return { outcome: 'done', browserCookie: await complete(context, tx, { ...locked, browser, chosen: 'kept', credentialId: kept.credentialId }) }
  })
}

/**
 * A new generation of the key; the old one ends with its sessions and known browsers. A refused one costs nothing: the proof stays good. The
 * hash is made between two transactions, so that no connection waits for it.
 */
export async function setNewKey(context: Context, browser: Browser, typed: string): Promise<ChoiceOutcome> {
  const { policy } = context.institution
  const key = normalKey(typed)
  const first = await context.db.transaction().execute(async (tx): Promise<ChoiceOutcome | { outcome: 'may_set'; personId: string; unlockId: string }> => {
    const [seen, now] = await together(readByBrowser(tx, browser.held), context.clock(tx))
    if (seen?.as !== 'holder' || seen.unlock.personId === null) return { outcome: 'not_proven' }
    const may = checkMayChoose(seen.unlock, now, policy)
    if (may !== 'may_choose') return { outcome: may }
    const person = await readPerson(tx, seen.unlock.personId)
    const why = refuseKey(key, { taxId: person.nationalId, names: [person.fullName, context.institution.name] }, { policy, blocklist })
    return why ? { outcome: 'refused', why } : { outcome: 'may_set', personId: person.personId, unlockId: seen.unlock.id }
  })
  if (first.outcome !== 'may_set') return first

  const hashed: Hashed = await context.hasher.hash(new Secret(key), first.unlockId)
  return context.db.transaction().execute(async (tx): Promise<ChoiceOutcome> => {
    const locked = await lockProven(context, tx, { personId: first.personId, held: browser.held })
    if ('outcome' in locked) return locked
    const { unlock, personId, contactId, now } = locked
    const replaced = await replaceKey(context, tx, { holder: { kind: 'personal', id: personId }, hashed, now, throughContact: contactId })
    await recordAudit(
      tx,
      { actor: 'applicant', subject: unlock.id, at: now },
      { type: 'personal_key.replaced', person: personId, generation: replaced.generation, sessionsEnded: replaced.sessionsEnded },
    )
    return { outcome: 'done', browserCookie: await complete(context, tx, { ...locked, browser, chosen: 'new', credentialId: replaced.credentialId }) }
  })
}

/** Locks the person, then the case, and asks again whether the proof suffices. */
async function lockProven(
  context: Context,
  tx: Tx,
  on: { personId: string; held: readonly string[] },
): Promise<Locked | { outcome: 'expired' | 'not_proven' | 'needs_office' }> {
  const [, held, now] = await together(lockPerson(tx, on.personId), lockByBrowser(tx, on.held), context.clock(tx))
  if (held?.as !== 'holder' || held.unlock.provenBy === null || held.unlock.personId !== on.personId) return { outcome: 'not_proven' }
  const { unlock } = held
  const may = checkMayChoose(unlock, now, context.institution.policy)
  if (may !== 'may_choose') return { outcome: may }
  const reason = await officeReasonFor(context, tx, { unlock, contactId: held.unlock.provenBy, now })
  if (reason === null) return { unlock, personId: on.personId, contactId: held.unlock.provenBy, now }
  await saveUnlock(tx, { ...unlock, state: 'needs_office', officeReason: reason })
  await recordAudit(tx, { actor: 'applicant', subject: unlock.id, at: now }, { type: 'unlock.office_needed', reason })
  return { outcome: 'needs_office' }
}

/** Ends the person's other cases, forgets strangers' failures, and tells every contact. Returns the cookie by which this browser is known. */
async function complete(context: Context, tx: Tx, of: Locked & { browser: Browser; chosen: 'kept' | 'new'; credentialId: string }): Promise<string> {
  const { unlock, personId, now, chosen, credentialId } = of
  const browserCookie = context.random.token(32)
  const endsAt = new Date(now.getTime() + context.institution.policy.knownBrowserLifetime)
  const kind = chosen === 'kept' ? 'unlock.kept' : 'unlock.replaced'
  const [others] = await together(
    endOthers(tx, personId, unlock.id),
    saveUnlock(tx, { ...unlock, state: 'completed', completedAt: now, chosen, credentialId }),
    resetHits(tx, wrongCodesLimit(context, unlock.typed)),
    forgetFailures(context, tx, { kind: 'personal', nationalId: unlock.typed.nationalId }),
    rememberBrowser(tx, { before: of.browser.known, hash: context.keys.mac('token', browserCookie), credentialId, endsAt }),
    giveNotice(context, tx, { kind, unlockId: unlock.id, personId, details: {}, createdAt: now }),
  )
  for (const other of others) {
    await recordAudit(tx, { actor: 'system', subject: other, at: now }, { type: 'unlock.ended_by_completion', by: unlock.id })
  }
  return browserCookie
}
