import { sql } from 'kysely'
import type { Tx } from '../../../db/database.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import type { CaseRow } from '../../store.ts'
import { type Counted, counted, countedAtMost } from '../queue.ts'

/** Cases that wait for approval and in which this person took no part, theirs or in nobody's hands. */
const waiting = (tx: Tx, { actor, now }: { actor: StaffActor; now: Date }) =>
  tx
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

type Approver = { actor: StaffActor; now: Date }

/** The first of them, not locked; their own unfinished one first, and last what they gave back undecided, in the order in which they did. */
export function listToApprove(tx: Tx, { actor, now, atMost }: Approver & { atMost: number }): Promise<CaseRow[]> {
  return waiting(tx, { actor, now })
    .selectAll()
    .orderBy(sql`coalesce(leased_by = ${actor.id}::uuid, false)`, 'desc')
    .orderBy(
      sql`(select put_back_at from approval_put_back where replacement_id = replacement.id and staff_id = ${actor.id}::uuid and put_back_at >= proposed_at)`,
      (order) => order.asc().nullsFirst(),
    )
    .orderBy('moved_at')
    .orderBy('id')
    .limit(atMost)
    .execute()
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
export async function lockToApprove(tx: Tx, { actor, now, id, wait }: Approver & { id: string; wait: boolean }): Promise<CaseRow | null> {
  const query = waiting(tx, { actor, now }).selectAll().where('id', '=', id)
  return (await (wait ? query.forUpdate() : query.forUpdate().skipLocked()).executeTakeFirst()) ?? null
}

/** The one that is in this person's hands. */
export async function readOwnApproval(tx: Tx, { actor, now }: Approver): Promise<string | null> {
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

/** How many of them there are; for some of them the rules may ask for somebody of another office. */
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
