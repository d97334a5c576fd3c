import { recordAudit } from '../../../audit/audit.ts'
import { suspendContacts } from '../../../contacts/list-contacts.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { giveNotice } from '../../../notifications/notices.ts'
import { lockCase as lockRecovery, saveCase as saveRecovery } from '../../../recovery/case.ts'
import { holdHolder, isHeld, lockHolder } from '../../../registry/holder.ts'
import { lockPerson } from '../../../registry/person.ts'
import type { NotAllowed, SignedOut, StaffBrowser } from '../../../staff/enter-office.ts'
import { decideWithPasskey, type NotShown, type ShownWith } from '../../../staff/passkeys/show-again.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { lockUnlock, saveUnlock } from '../../../unlock/case.ts'
import { moveCase, takeInHand } from '../../facts.ts'
import { oneForHolder } from '../../replacement.ts'
import { type CaseRow, lockWithHolder } from '../../store.ts'
import { type Stale, staleOf } from '../approval/decide-case.ts'
import { keepNote } from '../review/record-result.ts'
import { readOtherOfHolder } from '../store.ts'
import { type DisputeRefused, type Resolution, resolutionOf, suspendsContacts } from './disputes.ts'
import { type DisputeRow, findDisputed, holderOf, listVetoes } from './store.ts'

/** `other_case`: the holder has another case with an office now, which has to end first. */
export type NotResolved = { outcome: 'other_case'; number: string } | DisputeRefused | Stale
export type Resolved = { outcome: 'resolved' } | NotResolved | NotShown | SignedOut | NotAllowed

export type On = { found: DisputeRow; given: Resolution; actor: StaffActor; now: Date }

/**
 * Resolves a dispute, by a supervisor who took no part, and shows a passkey for just this answer. The contact was right: it is kept, the case is
 * over, and the key stays held until an office replaces it. Whoever asked was right: the contacts that stopped it count no more, unless they said
 * that it was a mistake; a case with an office goes back to its review, and one online is over, so that another can begin, unless the key is held.
 * Everybody hears.
 */
export function resolveDispute(context: Context, browser: StaffBrowser, given: Resolution, shown: ShownWith): Promise<Resolved> {
  return decideWithPasskey<Resolved>(context, browser, {
    roles: ['supervisor'],
    decision: resolutionOf(given),
    shown,
    async work(tx, actor, now): Promise<Resolved> {
      const found = await findDisputed(tx, given)
      if (!found) return { outcome: 'not_disputed' }
      if (found.applicant === actor.nationalId) return { outcome: 'took_part' }
      return (await resolve(context, tx, { found, given, actor, now })) ?? { outcome: 'resolved' }
    },
  })
}

/** All of it but the passkey; null: it is resolved. What it would do is foreseen by doing it (foresee.ts). */
export const resolve = (context: Context, tx: Tx, on: On): Promise<NotResolved | null> =>
  on.given.of === 'replacement' ? resolveOffice(context, tx, on) : resolveOnline(context, tx, on)

async function resolveOffice(context: Context, tx: Tx, on: On): Promise<NotResolved | null> {
  const { given, actor } = on
  const row = await lockWithHolder(tx, given.id)
  const now = await context.clock(tx)
  if (row?.state !== 'disputed') return { outcome: 'not_disputed' }
  if (row.version !== given.version) return staleOf(tx, row)
  const { outcome } = given.answer
  const other = outcome === 'applicant_was_right' ? await otherCase(tx, row) : null
  if (other) return { outcome: 'other_case', number: other.number }
  const moved = await moveCase(context, tx, {
    inHand: await takeInHand(context, tx, { row, now }),
    event: { type: 'resolve', outcome, by: actor },
    now,
    // What an activation did is void: the case is examined, approved and activated anew.
    patch: outcome === 'applicant_was_right' ? { activated_at: null, credential_id: null } : { reject_reason: given.answer.reason },
    suspends: suspendsContacts(given.answer),
  })
  if (moved.outcome === 'refused') return { outcome: 'took_part' }
  await write(context, tx, { ...on, now })
  if (given.note !== '') await keepNote(context, tx, { at: { row, actor, now }, text: given.note })
  return null
}

/** A case that was stopped after its activation stands beside another one, and cannot go on while that one does. */
const otherCase = (tx: Tx, row: CaseRow) => readOtherOfHolder(tx, { caseId: row.id, branchId: row.branch_id, personId: row.person_id, states: oneForHolder })

async function resolveOnline(context: Context, tx: Tx, on: On): Promise<NotResolved | null> {
  const { found, given, now } = on
  if (found.branchId !== null) await lockHolder(tx, found.branchId)
  if (found.personId !== null) await lockPerson(tx, found.personId)
  const vetoes = await listVetoes(tx, found)
  if (vetoes.length !== given.version) return { outcome: 'stale', who: null, at: vetoes.at(-1)?.at ?? now }
  if (!(await endOnline(tx, found))) return { outcome: 'not_disputed' }
  const { outcome } = given.answer
  const held = await isHeld(tx, holderOf(found))
  if (outcome === 'contact_was_right' && !held) await hold(tx, { found, now, staffId: on.actor.id, reason: given.answer.reason })
  await write(context, tx, on)
  const details = { outcome, suspended: suspendsContacts(given.answer), held: held || outcome === 'contact_was_right' }
  const about = { branchId: found.branchId, personId: found.personId, details, createdAt: now }
  await (found.of === 'recovery'
    ? giveNotice(context, tx, { kind: 'recovery.resolved', recoveryId: found.id, ...about })
    : giveNotice(context, tx, { kind: 'unlock.resolved', unlockId: found.id, ...about }))
  return null
}

/** Ends a disputed case online. False: it is not disputed any more. */
async function endOnline(tx: Tx, found: DisputeRow): Promise<boolean> {
  if (found.of === 'recovery') {
    const recovery = await lockRecovery(tx, found.id)
    if (recovery?.state !== 'disputed') return false
    await saveRecovery(tx, { ...recovery, state: 'ended' })
    return true
  }
  const unlock = await lockUnlock(tx, found.id)
  if (unlock?.state !== 'disputed') return false
  await saveUnlock(tx, { ...unlock, state: 'ended' })
  return true
}

/** Who proved was not who should: until an office replaces the key nothing of it is done online. */
async function hold(tx: Tx, of: { found: DisputeRow; now: Date; staffId: string; reason: string }) {
  const { found, now } = of
  const holder = holderOf(found)
  await holdHolder(tx, holder, now, 'set_by_supervisor')
  await recordAudit(
    tx,
    { actor: 'staff', subject: holder.id, at: now, staff: of.staffId },
    { type: 'security_hold.set', holder: holder.kind, reason: of.reason },
  )
}

/** Writes down how it was resolved, and suspends the contacts that were wrong: they neither hear nor veto any more. Who withdrew stays as it was. */
async function write(context: Context, tx: Tx, { found, given, actor, now }: On) {
  const { outcome, reason } = given.answer
  const vetoes = suspendsContacts(given.answer) ? await listVetoes(tx, found) : []
  const suspended = await suspendContacts(
    tx,
    vetoes.map(({ contactId }) => contactId),
    now,
  )
  const id = context.random.uuid()
  await tx
    .insertInto('dispute_resolution')
    .values({ id, [`${found.of}_id`]: found.id, outcome, reason, resolved_by: actor.id, resolved_at: now })
    .execute()
  await recordAudit(tx, { actor: 'staff', subject: found.id, at: now, staff: actor.id }, { type: 'dispute.resolved', of: found.of, outcome, reason, suspended })
}
