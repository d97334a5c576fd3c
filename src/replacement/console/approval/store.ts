import { sql } from 'kysely'
import type { Tx } from '../../../db/database.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { type CaseRow, changesRepresentative } from '../../store.ts'
import { type Counted, counted, countedAtMost } from '../queue.ts'
import { resolvedBy } from '../store.ts'

/** `leaves`: the office whose sensitive cases somebody of another office has to approve; null: theirs are nobody's but for this approver. */
export type Approver = { actor: StaffActor; now: Date; today: string; leaves: string | null }

/** For what the approver belongs to another office than who prepared it, when there is one that has an approver: as facts.ts says it of one case. */
const sensitive = (today: string) => sql<boolean>`(
  replacement.reason in ('representative_changed', 'hold_or_dispute')
  or exists (select 1 from dispute_resolution where replacement_id = replacement.id)
  or not exists (select 1 from contact where (contact.branch_id = replacement.branch_id or contact.person_id = replacement.person_id)
    and contact.status = 'active' and (contact.cools_until is null or contact.cools_until <= replacement.submitted_at))
  or exists (select 1 from branch where id = replacement.branch_id and security_hold_since is not null)
  or exists (select 1 from person where id = replacement.person_id and security_hold_since is not null)
  or ${changesRepresentative(today)})`

const preparedAt = (office: string) =>
  sql<boolean>`exists (select 1 from staff_member where id = coalesce(replacement.proposed_by, replacement.identity_by) and office = ${office})`

/** Cases that wait for approval, that this person may approve or at least return, theirs or in nobody's hands. */
function waiting(tx: Tx, { actor, now, today, leaves }: Approver) {
  const untouched = tx
    .selectFrom('replacement')
    .where('state', '=', 'proposed')
    .where('ends_at', '>', now)
    .where(sql<string>`typed ->> 'nationalId'`, '<>', actor.nationalId)
    .where('identity_by', '<>', actor.id)
    .where('proposed_by', '<>', actor.id)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now), eb('leased_by', '=', actor.id)]))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('requirement_result').select('id').whereRef('replacement_id', '=', 'replacement.id').where('found_by', '=', actor.id))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('requirement_ask').select('id').whereRef('replacement_id', '=', 'replacement.id').where('asked_by', '=', actor.id))),
    )
    .where(sql<boolean>`not ${resolvedBy(sql`${actor.id}::uuid`)}`)
  return leaves === null ? untouched : untouched.where(sql<boolean>`not (${preparedAt(leaves)} and ${sensitive(today)})`)
}

/** The first of them, not locked; their own unfinished one first, and last what they gave back undecided, in the order in which they did. */
export async function listToApprove(tx: Tx, { atMost, ...approver }: Approver & { atMost: number }): Promise<CaseRow[]> {
  const { id } = approver.actor
  const putBack = sql<boolean>`exists (select 1 from approval_put_back as given
    where given.replacement_id = replacement.id and given.staff_id = ${id}::uuid and given.put_back_at >= replacement.proposed_at)`
  const theirs = await waiting(tx, approver).selectAll().where('leased_by', '=', id).orderBy('moved_at').orderBy('id').limit(atMost).execute()
  const others = waiting(tx, approver).selectAll('replacement').where('leased_by', 'is distinct from', id).limit(atMost)
  // In the order of an index: what waits behind the first of them is not read.
  const fresh = await others
    .where((eb) => eb.not(putBack))
    .orderBy('moved_at')
    .orderBy('id')
    .execute()
  const first = [...theirs, ...fresh]
  if (first.length >= atMost) return first.slice(0, atMost)
  const again = await others
    .innerJoin('approval_put_back as given', (join) => join.onRef('given.replacement_id', '=', 'replacement.id').on('given.staff_id', '=', id))
    .whereRef('given.put_back_at', '>=', 'proposed_at')
    .orderBy('given.put_back_at')
    .orderBy('moved_at')
    .orderBy('id')
    .execute()
  return [...first, ...again].slice(0, atMost)
}

/** Remembers who gave a case back undecided. */
export async function markPutBack(tx: Tx, of: { caseId: string; staffId: string; now: Date }) {
  await tx
    .insertInto('approval_put_back')
    .values({ replacement_id: of.caseId, staff_id: of.staffId, put_back_at: of.now })
    .onConflict((on) => on.columns(['replacement_id', 'staff_id']).doUpdateSet({ put_back_at: of.now }))
    .execute()
}

/** Locks one of them, if it still is one. `wait`: also when somebody else has it locked just now. */
export async function lockToApprove(tx: Tx, { id, wait, ...approver }: Approver & { id: string; wait: boolean }): Promise<CaseRow | null> {
  const query = waiting(tx, approver).selectAll().where('id', '=', id)
  return (await (wait ? query.forUpdate() : query.forUpdate().skipLocked()).executeTakeFirst()) ?? null
}

/** The one that is in this person's hands. */
export async function readOwnApproval(tx: Tx, { actor, now }: Pick<Approver, 'actor' | 'now'>): Promise<string | null> {
  const own = await tx
    .selectFrom('replacement')
    .select('number')
    .where('state', '=', 'proposed')
    .where('leased_by', '=', actor.id)
    .where('leased_until', '>', now)
    .limit(1)
    .executeTakeFirst()
  return own?.number ?? null
}

/** How many of them there are. */
export async function countToApprove(tx: Tx, approver: Approver): Promise<Counted> {
  const rows = await waiting(tx, approver)
    .select('replacement.id')
    .limit(countedAtMost + 1)
    .execute()
  return counted(rows.length)
}

/** `doubtful`: the work of whoever decided is in doubt since. */
export type Resolved = { outcome: 'applicant_was_right' | 'contact_was_right'; reason: string; by: string; at: Date; doubtful: boolean }

export async function listResolutions(tx: Tx, id: string): Promise<Resolved[]> {
  return tx
    .selectFrom('dispute_resolution')
    .innerJoin('staff_member', 'staff_member.id', 'resolved_by')
    .select(['outcome', 'reason', 'resolved_by as by', 'resolved_at as at', sql<boolean>`coalesce(work_voided_at >= resolved_at, false)`.as('doubtful')])
    .where('replacement_id', '=', id)
    .orderBy('resolved_at')
    .execute()
}
