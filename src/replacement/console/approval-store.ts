import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { StaffActor } from '../../staff/staff.ts'
import type { CaseRow } from '../store.ts'

/** The names of members of staff, by their ids. */
export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))]
  if (known.length === 0) return new Map()
  const rows = await tx.selectFrom('staff_member').select(['id', 'name']).where('id', 'in', known).execute()
  return new Map(rows.map(({ id, name }) => [id, name ?? '']))
}

export async function findByNumber(tx: Tx, number: string): Promise<CaseRow | null> {
  return (await tx.selectFrom('replacement').selectAll().where('number', '=', number).where('state', '<>', 'draft').executeTakeFirst()) ?? null
}

/** Cases that wait for approval and in which this person took no part, theirs or in nobody's hands; their own unfinished one first. */
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

type Next = { actor: StaffActor; now: Date; but: readonly string[]; wait: boolean }

/** Locks the next of them. `wait`: also one that somebody else has locked just now. */
export async function lockNextToApprove(tx: Tx, { actor, now, but, wait }: Next): Promise<CaseRow | null> {
  const query = waiting(tx, { actor, now })
    .selectAll()
    .$if(but.length > 0, (some) => some.where('id', 'not in', but))
    .orderBy(sql`coalesce(leased_by = ${actor.id}::uuid, false)`, 'desc')
    .orderBy('moved_at')
    .orderBy('id')
    .limit(1)
  return (await (wait ? query.forUpdate() : query.forUpdate().skipLocked()).executeTakeFirst()) ?? null
}

/** How many wait for somebody's approval, this person's or another's. */
export async function countToApprove(tx: Tx): Promise<number> {
  const { count } = await tx
    .selectFrom('replacement')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('state', '=', 'proposed')
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function listCaseNotes(tx: Tx, id: string) {
  return tx
    .selectFrom('replacement_note')
    .select(['text', 'written_by as by', 'written_at as at'])
    .where('replacement_id', '=', id)
    .orderBy('written_at')
    .orderBy('id')
    .execute()
}

export type Resolved = { outcome: 'applicant_was_right' | 'contact_was_right'; reason: string; by: string; at: Date }

export async function listResolutions(tx: Tx, id: string): Promise<Resolved[]> {
  return tx
    .selectFrom('dispute_resolution')
    .select(['outcome', 'reason', 'resolved_by as by', 'resolved_at as at'])
    .where('replacement_id', '=', id)
    .orderBy('resolved_at')
    .execute()
}

/** Whose case it is, and who stands for it today, as the register says. */
export async function readRegister(tx: Tx, { row, today }: { row: CaseRow; today: string }) {
  const person = await tx.selectFrom('person').select(['full_name', 'status']).where('national_id', '=', row.typed.nationalId).executeTakeFirst()
  if (row.branch_id === null) return { personName: person?.full_name ?? null, employer: null, representatives: [] }
  const branch = await tx
    .selectFrom('branch')
    .innerJoin('employer', 'employer.id', 'branch.employer_id')
    .select(['employer.id', 'employer.legal_name', 'branch.name', 'branch.status', 'employer.status as employer_status'])
    .where('branch.id', '=', row.branch_id)
    .executeTakeFirstOrThrow()
  const representatives = await tx
    .selectFrom('representation')
    .innerJoin('person', 'person.id', 'representation.person_id')
    .select(['person.full_name as name', 'person.national_id as nationalId', 'representation.role'])
    .where('representation.employer_id', '=', branch.id)
    .where((eb) => eb.or([eb('representation.branch_id', 'is', null), eb('representation.branch_id', '=', row.branch_id)]))
    .where('representation.valid_from', '<=', today)
    .where((eb) => eb.or([eb('representation.valid_to', 'is', null), eb('representation.valid_to', '>=', today)]))
    .orderBy('representation.valid_from')
    .execute()
  return {
    personName: person?.full_name ?? null,
    employer: { name: branch.legal_name, branch: branch.name, closed: branch.status === 'closed' || branch.employer_status === 'closed' },
    representatives,
  }
}
