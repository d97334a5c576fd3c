import { sql } from 'kysely'
import type { VoidCause } from '../audit/audit.ts'
import { type HolderRef, holderColumn, type KeyKind } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { lockHolder } from '../registry/holder.ts'
import { lockPerson } from '../registry/person.ts'
import { type CaseContext, moveCase, takeInHand } from './facts.ts'
import { type Doubted, recordDoubted } from './record-doubted.ts'
import { oneForHolder, rules } from './replacement.ts'
import { countSuspendedBy, restoreSuspendedBy, suspendedBy } from './restore-contacts.ts'
import { lockCase } from './store.ts'

const sentBackFrom = rules.examined_changed.from
const canBeSentBack = sql<boolean>`state = any(${[...sentBackFrom]}::text[])`

/** A proposed or approved case of a holder, and what the register said of that holder when it was locked. */
export type Standing = { id: string; said: string }

/**
 * Locks every proposed or approved case of these holders, whose rows are locked already, and remembers what the register says of each: who
 * represents it, whether it is closed, which contacts it has.
 */
export async function lockExamined(tx: Tx, of: { kind: KeyKind; holderIds: readonly string[] }): Promise<Standing[]> {
  if (of.holderIds.length === 0) return []
  const rows = await tx
    .selectFrom('replacement')
    .select('id')
    .where(of.kind === 'employer' ? 'branch_id' : 'person_id', '=', sql<string>`any(${of.holderIds}::uuid[])`)
    .where('state', 'in', sentBackFrom)
    .orderBy('id')
    .forUpdate()
    .execute()
  const ids = rows.map(({ id }) => id)
  return readSaid(tx, ids)
}

/** Whether a case of this holder was proposed or approved, and not finished: there is something to send back. */
export async function isProposedOrApproved(tx: Tx, holder: HolderRef): Promise<boolean> {
  const row = await tx
    .selectFrom('replacement')
    .select('id')
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('state', 'in', sentBackFrom)
    .executeTakeFirst()
  return row !== undefined
}

/** Sends back to their office the cases for which the register no longer says what it said: what was examined changed. */
export async function voidApprovals(context: CaseContext, tx: Tx, of: { examined: readonly Standing[]; now: Date }) {
  const before = new Map(of.examined.map(({ id, said }) => [id, said]))
  for (const { id, said } of await readSaid(tx, [...before.keys()])) {
    if (before.get(id) !== said) await sendBack(context, tx, { id, because: 'register_changed', now: of.now })
  }
}

/** `by`: the member of staff through whom; `whose`: whose work is in doubt. */
type Why = { because: VoidCause; by?: string; whose?: string; now: Date }

async function sendBack(context: CaseContext, tx: Tx, { id, because, by, whose, now }: Why & { id: string }) {
  const row = await lockCase(tx, id)
  if (!row) return
  const event = { type: 'examined_changed', ...(by === undefined ? {} : { through: by }) } as const
  const tells = { because, ...(whose === undefined ? {} : { whose }) }
  await moveCase(context, tx, { inHand: await takeInHand(context, tx, { row, now }), event, now, tells })
}

/** Sends back every proposed or approved case of one holder, whose row is locked already. Returns how many. */
export async function voidStanding(context: CaseContext, tx: Tx, of: Why & { kind: KeyKind; holderId: string }): Promise<number> {
  const standing = await lockExamined(tx, { kind: of.kind, holderIds: [of.holderId] })
  for (const { id } of standing) await sendBack(context, tx, { ...of, id })
  return standing.length
}

/** What somebody did for a case: identity, results, what was asked, the proposal, the approval, a dispute, the applicant's screen. */
const tookPart = (staffId: string) => sql<boolean>`(
  ${staffId}::uuid in (r.identity_by, r.proposed_by, r.approved_by, r.screen_by)
  or exists (select 1 from requirement_result where replacement_id = r.id and found_by = ${staffId}::uuid)
  or exists (select 1 from requirement_ask where replacement_id = r.id and asked_by = ${staffId}::uuid)
  or exists (select 1 from dispute_resolution where replacement_id = r.id and resolved_by = ${staffId}::uuid))`

/** The objections to a case that somebody decided against: whoever resolved a dispute first since they were raised. */
const overruledBy = (staffId: string) => sql`
  select said.replacement_id, said.contact_id from replacement_veto said
  join lateral (
    select d.resolved_by, d.outcome from dispute_resolution d
    where d.replacement_id = said.replacement_id and d.resolved_at >= coalesce(said.raised_again_at, said.at)
    order by d.resolved_at limit 1) decided on true
  where decided.resolved_by = ${staffId}::uuid and decided.outcome = 'applicant_was_right'`

/** Whether somebody decided against an objection to a case that is not finished. */
const isDecidedAgain = (staffId: string) => sql<boolean>`(
  state = any(${[...oneForHolder]}::text[]) and r.id in (select replacement_id from (${overruledBy(staffId)}) overruled))`

/**
 * Cases in which somebody took part: that would be sent back, whose dispute another supervisor would resolve again, that are under review with
 * an identity or something they found, and that gave a key or a contact; and how many contacts that they suspended would be registered again.
 */
export type WorkOf = { standing: number; disputes: number; underReview: number; activated: number; contacts: number }

export async function countWorkOf(tx: Tx, staffId: string): Promise<WorkOf> {
  const { rows } = await sql<Omit<WorkOf, 'contacts'>>`
    select count(*) filter (where ${canBeSentBack} and not ${isDecidedAgain(staffId)})::integer as standing,
      count(*) filter (where ${isDecidedAgain(staffId)})::integer as disputes,
      count(*) filter (where state in ('in_review', 'awaiting_applicant', 'disputed')
        and (identity_by = ${staffId}::uuid
          or exists (select 1 from requirement_result where replacement_id = r.id and found_by = ${staffId}::uuid)))::integer as "underReview",
      count(*) filter (where state = 'activated')::integer as activated
    from replacement r where ${tookPart(staffId)}`.execute(tx)
  return { ...(rows[0] ?? { standing: 0, disputes: 0, underReview: 0, activated: 0 }), contacts: await countSuspendedBy(tx, staffId) }
}

/**
 * Sends back every proposed or approved case that this member of staff prepared or approved, or whose applicant's screen they opened, and that
 * is not activated yet: whoever cannot be trusted any more has decided nothing that stands. Where they decided against a contact the case is in
 * dispute again, for another supervisor. Contacts that they found to be wrong are registered again, before everybody hears. Returns how many
 * cases that were.
 */
export async function voidWorkOf(context: CaseContext, tx: Tx, of: Doubted): Promise<number> {
  const { rows } = await sql<{ branch_id: string | null; person_id: string | null }>`
    select branch_id, person_id from replacement r
    where (${canBeSentBack} and ${tookPart(of.staffId)}) or ${isDecidedAgain(of.staffId)}
    union select branch_id, person_id from (${suspendedBy(of.staffId)}) suspended
    order by branch_id, person_id`.execute(tx)
  const holders = rows.map(({ branch_id, person_id }) =>
    branch_id === null ? ({ kind: 'personal', holderId: person_id ?? '' } as const) : ({ kind: 'employer', holderId: branch_id } as const),
  )
  for (const { kind, holderId } of holders) await (kind === 'personal' ? lockPerson(tx, holderId) : lockHolder(tx, holderId))
  await restoreSuspendedBy(tx, of.staffId)
  let moved = 0
  for (const holder of holders) {
    moved += await reopenDisputes(context, tx, { ...of, ...holder })
    moved += await voidStanding(context, tx, { ...holder, because: 'work_in_doubt', by: of.by, whose: of.staffId, now: of.now })
  }
  await recordDoubted(tx, of)
  return moved
}

type DoubtedAt = { kind: KeyKind; holderId: string; staffId: string; by: string; now: Date }

/** What contacts objected is raised again: who stopped a case has nothing to do for it to be decided by somebody else. */
async function reopenDisputes(context: CaseContext, tx: Tx, { kind, holderId, staffId, by, now }: DoubtedAt): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select r.id from replacement r where ${sql.ref(`r.${holderColumn[kind]}`)} = ${holderId}::uuid and ${isDecidedAgain(staffId)}
    order by r.id for update of r`.execute(tx)
  for (const { id } of rows) {
    const row = await lockCase(tx, id)
    if (!row) continue
    await sql`
      update replacement_veto said set raised_again_at = ${now} from (${overruledBy(staffId)}) overruled
      where said.replacement_id = ${id}::uuid and (overruled.replacement_id, overruled.contact_id) = (said.replacement_id, said.contact_id)`.execute(tx)
    const event = { type: 'decision_doubted', through: by } as const
    await moveCase(context, tx, { inHand: await takeInHand(context, tx, { row, now }), event, now, tells: { because: 'work_in_doubt', whose: staffId } })
  }
  return rows.length
}

async function readSaid(tx: Tx, ids: readonly string[]): Promise<Standing[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Standing>`
    select r.id, concat_ws('; ', branch.status, employer.status, person.status,
      (select string_agg(concat_ws(' ', c.id, c.status), ', ' order by c.id) from contact c where c.branch_id = r.branch_id or c.person_id = r.person_id),
      (select string_agg(concat_ws(' ', p.id, p.person_id, p.valid_from, p.valid_to), ', ' order by p.id) from representation p
        where p.employer_id = branch.employer_id and (p.branch_id is null or p.branch_id = branch.id))) as said
    from replacement r left join branch on branch.id = r.branch_id left join employer on employer.id = branch.employer_id
      left join person on person.id = r.person_id
    where r.id = any(${ids}::uuid[]) order by r.id`.execute(tx)
  return rows
}
