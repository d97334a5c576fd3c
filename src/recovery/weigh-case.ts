import { wasHardeningUndone } from '../account/hardening-undone.ts'
import { type AuditEvent, recordAudit } from '../audit/audit.ts'
import { type Contact, changedAt, destinationOf, doubtOf, isCoolingOff, settledContacts } from '../contacts/contacts.ts'
import { countEmployersServed, listContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import { readKeyState } from '../credentials/read-key.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { type Proof, type Standing, standingOf, sufficientEvidence } from '../evidence/evidence.ts'
import { giveNotice } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import type { Policy } from '../policy.ts'
import { type Holder, readHolder } from '../registry/holder.ts'
import { caseDisputedSince } from '../replacement/cases-of-holder.ts'
import { waitEndsAt } from '../veto/veto.ts'
import { beginWait, type Collected, listCollected, type PersonalKey, readLivingCode, readPersonalKey } from './collected.ts'
import { type Recovery, type RecoveryState, weighed } from './recovery.ts'
import { hasDispute, saveRecovery } from './store.ts'

export type Weighing = { standing: Standing; waitEndsAt: Date | null; holder: Holder }
type Known = { contact: Contact; coolingOff: boolean; doubtful: boolean }

/**
 * How what a proven case has collected stands now: for the contact through which this browser holds the case, with what this browser gave
 * besides. Everything is read again, at the proof, at each further step and when the key is set. `alone`: one contact's proof by itself,
 * whoever holds the case.
 */
export async function weighCase(context: Context, tx: Tx, on: { recovery: Recovery; now: Date; alone?: string }): Promise<Weighing> {
  const { recovery, now } = on
  const by = on.alone ?? recovery.provenBy
  if (recovery.branchId === null || by === null) throw new Error('a case without a proof has no evidence')
  const { policy, timeZone } = context.institution
  const [holder, everyContact, disputed, disputedAtOffice, key, listed, savedCode, undone] = await together(
    readHolder(tx, { branchId: recovery.branchId, representationId: recovery.representationId, today: dateAt(now, timeZone) }),
    listContacts(tx, recovery.branchId),
    hasDispute(tx, recovery.branchId),
    caseDisputedSince(tx, { kind: 'employer', id: recovery.branchId }),
    readKeyState(tx, recovery.branchId),
    listCollected(tx, recovery.id),
    readLivingCode(tx, recovery.branchId),
    wasHardeningUndone(tx, recovery.branchId),
  )
  const collected = listed.filter((each) => (on.alone === undefined ? !each.leftBehind : each.contactId === on.alone))
  const active = everyContact.filter((contact) => contact.status === 'active')
  const served = await together(...active.map((contact) => countEmployersServed(tx, contact.id)))
  const known = active.map((contact, at): Known => {
    const facts = { employersServed: served[at] ?? 0, settledContacts: settledContacts(active, now) }
    return { contact, coolingOff: isCoolingOff(contact, now), doubtful: undone || doubtOf(contact, facts, now, policy) !== null }
  })
  const proof = collected.find((each) => each.contactId === by)
  const proving = proof && known.find(({ contact }) => contact.id === by)
  const others = known.filter(({ contact, coolingOff }) => contact.id !== by && !coolingOff)
  const sufficient = sufficientEvidence({
    securityHold: holder.securityHold || disputed || disputedAtOffice !== null,
    closed: holder.closed,
    key,
    representationCurrent: holder.representationCurrent,
    hardened: holder.hardened || policy.hardenedForAll > 0,
    contact: proving ? { coolingOff: proving.coolingOff, doubtful: proving.doubtful } : null,
    olderContact: others.length > 0,
  })
  const personalKeys = await together(...collected.flatMap((each) => (each.credentialId === null ? [] : readPersonalKey(tx, each.credentialId))))
  const proofs = proving
    ? proofsFor(proving.contact, { others, collected, savedCode, personalKeys, holder, now, policy })
    : { given: new Set<Proof>(), obtainable: new Set<Proof>() }
  const endsAt = proof?.waitEndsAt ?? null
  return { standing: standingOf(sufficient, { ...proofs, waited: endsAt !== null && now >= endsAt }), waitEndsAt: endsAt, holder }
}

type Facts = {
  others: readonly Known[]
  collected: readonly Collected[]
  savedCode: { id: string; madeAt: Date } | null
  personalKeys: readonly (PersonalKey | null)[]
  holder: Holder
  now: Date
  policy: Policy
}

/** What was given, and what still could be, beside this contact. One mailbox never counts as two proofs. */
function proofsFor(contact: Contact, { others, collected, savedCode, personalKeys, holder, now, policy }: Facts) {
  const given = new Set<Proof>(['contact'])
  // Whether the representative has a personal key is another holder's affair: the way is offered to everybody alike.
  const obtainable = new Set<Proof>(['personal_key'])
  const better = others.filter((each) => !each.doubtful && destinationOf(each.contact) !== destinationOf(contact))
  if (better.length > 0) obtainable.add('older_contact')
  if (better.some((each) => collected.some(({ contactId }) => contactId === each.contact.id))) given.add('older_contact')
  if (savedCode) {
    const into = collected.some(({ savedCodeId }) => savedCodeId === savedCode.id) ? given : obtainable
    into.add('saved_code')
    if (savedCode.madeAt < changedAt(contact, policy)) into.add('saved_code_before_change')
  }
  const counts = (key: PersonalKey | null) => key !== null && key.personId === holder.representativeId && personalKeyCounts(key, { contact, now, policy })
  if (personalKeys.some(counts)) given.add('personal_key')
  return { given, obtainable }
}

/** A personal key counts when it was last set or unlocked a while ago, through another address than the contact beside which it counts. */
export function personalKeyCounts(key: PersonalKey, on: { contact: Pick<Contact, 'channel' | 'value'>; now: Date; policy: Pick<Policy, 'coolOff'> }): boolean {
  const old = on.now.getTime() - key.touchedAt.getTime() > on.policy.coolOff
  return key.opens && old && key.through !== null && destinationOf(key.through) !== destinationOf(on.contact)
}

/** Weighs a proven case, saves what it becomes, begins a waiting period where one is due, and tells every contact what is news to them. */
export async function settleCase(
  context: Context,
  tx: Tx,
  on: { recovery: Recovery; was: RecoveryState; now: Date; heldByHash?: string; by?: 'system' },
): Promise<Recovery> {
  const { recovery, was, now } = on
  const { standing, waitEndsAt: runsUntil } = await weighCase(context, tx, { recovery, now })
  const next = weighed(recovery, standing)
  const who = { actor: on.by ?? 'applicant', subject: recovery.id, at: now } as const
  const contactId = recovery.provenBy ?? ''
  const begins = standing.standing === 'may_wait' && runsUntil === null
  const endsAt = begins ? waitEndsAt(now, context.institution) : runsUntil
  const isNews = was === 'awaiting_proof' || begins || (next.state === 'proven' && was !== 'proven') || on.by === 'system'
  const needed = eventOf(standing)
  await together(
    saveRecovery(tx, next, on.heldByHash),
    begins && endsAt ? beginWait(tx, { recoveryId: recovery.id, contactId, endsAt }) : null,
    needed ? recordAudit(tx, who, needed) : null,
    begins ? recordAudit(tx, who, { type: 'recovery.wait_began', contact: contactId }) : null,
    isNews
      ? giveNotice(context, tx, {
          kind: 'recovery.proven',
          recoveryId: recovery.id,
          branchId: recovery.branchId,
          details: { as: next.state, until: next.state === 'waiting' && endsAt ? endsAt.getTime() : null },
          createdAt: now,
        })
      : null,
  )
  return next
}

function eventOf(standing: Standing): AuditEvent | null {
  if (standing.standing === 'suffices') return null
  if (standing.standing === 'office') return { type: 'recovery.office_needed', reason: standing.reason }
  return { type: 'recovery.more_needed', reason: standing.reason, wait: standing.standing === 'may_wait' }
}
