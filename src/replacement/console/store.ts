import { type Insertable, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Schema, Tx } from '../../db/database.ts'
import { oneForHolder } from '../replacement.ts'
import type { CaseRow } from '../store.ts'
import { type AccessReason, type Counted, counted, countedAtMost, whyBack, workStates } from './queue.ts'

export async function readCaseByNumber(tx: Tx, number: string): Promise<CaseRow | null> {
  return (await tx.selectFrom('replacement').selectAll().where('number', '=', number).executeTakeFirst()) ?? null
}

/** Whoever takes the next case, as an agent or as an approver, takes one at a time, in however many browsers. */
export async function lockTaking(tx: Tx, staffId: string) {
  await tx.selectFrom('staff_member').select('id').where('id', '=', staffId).forNoKeyUpdate().execute()
}

type Taking = { staff: { id: string; nationalId: string; office: string | null }; now: Date }

/** Since when a case waits for an agent. */
const waitingSince = sql<Date>`greatest(coalesce(queued_at, moved_at), moved_at)`

/** With which an index says whose cases it holds: written out, for of a parameter PostgreSQL cannot know that they are the same. */
const isWork = sql<boolean>`replacement.state in (${sql.join(workStates.map((state) => sql.lit(state)))})
  and (replacement.state = 'in_review' or replacement.queued_at is not null)`

const inNobodysHands = (now: Date) => sql<boolean>`(leased_until is null or leased_until <= ${now})`

/** Whether somebody resolved a dispute of a case, or decided against a contact in another one of its holder: see listResolvers. */
export const resolvedBy = (staff: RawBuilder<unknown>) => sql<boolean>`exists (
  select 1 from replacement other join dispute_resolution d on d.replacement_id = other.id
  where (other.branch_id = replacement.branch_id or other.person_id = replacement.person_id)
    and d.resolved_by = ${staff} and (d.outcome = 'applicant_was_right' or other.id = replacement.id))`

/** The cases that this agent could be given now. */
const toTake = <O>(query: SelectQueryBuilder<Schema, 'replacement', O>, { staff, now }: Taking) =>
  query
    .where('office', '=', staff.office)
    .where(isWork)
    .where(inNobodysHands(now))
    .where('ends_at', '>', now)
    .where(sql<boolean>`typed ->> 'nationalId' <> ${staff.nationalId}`)
    .where(sql<boolean>`not ${resolvedBy(sql`${staff.id}::uuid`)}`)

/** First whoever stands at the counter, then what has waited longest. */
const inTurn = <O>(query: SelectQueryBuilder<Schema, 'replacement', O>) =>
  query.orderBy(sql`state = 'submitted'`, 'desc').orderBy(waitingSince).orderBy('id').limit(1)

/** What an agent began and did not finish, whether or not the lease has lapsed since. */
const unfinished = (tx: Tx, { staff, now }: Pick<Taking, 'now'> & { staff: { id: string } }) =>
  tx
    .selectFrom('replacement')
    .select(['id', 'number'])
    .where('leased_by', '=', staff.id)
    .where('state', 'in', workStates)
    .where('ends_at', '>', now)
    .orderBy('leased_until', 'desc')
    .limit(1)

/** The same, locked. */
export const findUnfinished = async (tx: Tx, taking: Taking) => (await unfinished(tx, taking).forUpdate().executeTakeFirst()) ?? null
/** The same, to be shown. */
export const readUnfinished = async (tx: Tx, taking: Taking) => (await unfinished(tx, taking).executeTakeFirst()) ?? null

/** The next case, locked; one that somebody else has locked is passed over. */
export async function lockNext(tx: Tx, taking: Taking): Promise<{ id: string; number: string } | null> {
  return (
    (await inTurn(toTake(tx.selectFrom('replacement').select(['id', 'number']), taking))
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()) ?? null
  )
}

/** The same, waiting for whoever has it locked: it may be gone then, and another one be there. */
export async function waitForNext(tx: Tx, taking: Taking): Promise<{ id: string; number: string } | null> {
  return (
    (await inTurn(toTake(tx.selectFrom('replacement').select(['id', 'number']), taking))
      .forUpdate()
      .executeTakeFirst()) ?? null
  )
}

export async function isWorkLeft(tx: Tx, taking: Taking): Promise<boolean> {
  return (await inTurn(toTake(tx.selectFrom('replacement').select('id'), taking)).executeTakeFirst()) !== undefined
}

const turnColumns = [
  'replacement.state',
  'proposed_at as proposedAt',
  sql<Date | null>`(select max(written_at) from replacement_note where replacement_id = replacement.id and return_reason is not null)`.as('returnedAt'),
  sql<Date | null>`(select max(answered_at) from requirement_ask where replacement_id = replacement.id)`.as('answeredAt'),
  sql<Date | null>`(select max(resolved_at) from dispute_resolution where replacement_id = replacement.id)`.as('resolvedAt'),
] as const
const headColumns = [...turnColumns, 'replacement.number', 'kind', 'reason', 'replacement.office'] as const

/** What happened of a case that gave it to the office. */
export const readTurns = (tx: Tx, id: string) => tx.selectFrom('replacement').select(turnColumns).where('id', '=', id).executeTakeFirstOrThrow()

/** What an approver returned to the agent who proposed it, and no colleague has taken since; the oldest first. */
export async function listReturned(tx: Tx, { staff, now, atMost }: Pick<Taking, 'now'> & { staff: { id: string }; atMost: number }) {
  const rows = await tx
    .selectFrom('replacement')
    .select([...turnColumns, 'replacement.id', 'number'])
    .where('state', '=', 'in_review')
    .where('proposed_by', '=', staff.id)
    .where('ends_at', '>', now)
    .where((eb) => eb.or([inNobodysHands(now), eb('leased_by', '=', staff.id)]))
    .orderBy('moved_at')
    .orderBy('id')
    .execute()
  return rows.filter((row) => whyBack(row) === 'returned').slice(0, atMost)
}

type Queue = { office: string | null; now: Date }

/** What is in the queue of agents; `office` null: of every office. */
function inQueue(tx: Tx, { office, now }: Queue) {
  const query = tx.selectFrom('replacement').where(isWork).where('ends_at', '>', now)
  return office === null ? query : query.where('replacement.office', '=', office)
}

/** How many of them are in nobody's hands. `but`: those that are not counted. */
export async function countWaiting(tx: Tx, { but, ...of }: Queue & { but: readonly string[] }): Promise<Counted> {
  const rows = await inQueue(tx, of)
    .select('replacement.id')
    .where(inNobodysHands(of.now))
    .where(sql<boolean>`not (replacement.id = any(${but}::uuid[]))`)
    .limit(countedAtMost + 1)
    .execute()
  return counted(rows.length)
}

/** All of them, in turn, and who has which. */
export async function listWaiting(tx: Tx, of: Queue & { atMost: number }) {
  const rows = await inQueue(tx, of)
    .leftJoin('staff_member', (join) => join.onRef('staff_member.id', '=', 'leased_by').on('leased_until', '>', of.now))
    .select([...headColumns, 'staff_member.name as taken_by', waitingSince.as('since')])
    .orderBy(sql`replacement.state = 'submitted'`, 'desc')
    .orderBy(waitingSince)
    .limit(of.atMost)
    .execute()
  return { rows, count: await countWaiting(tx, { ...of, but: [] }) }
}

/** Cases for which these digits were typed, a RUC or a cédula: what is under way first, then the newest. A stranger can file any number of them. */
export async function listTyped(tx: Tx, digits: string, atMost: number) {
  return tx
    .selectFrom('replacement')
    .select([...headColumns, 'moved_at as since'])
    .where('replacement.state', '<>', 'draft')
    .where(({ eb, or }) => or([eb(sql<string>`typed ->> 'taxId'`, '=', digits), eb(sql<string>`typed ->> 'nationalId'`, '=', digits)]))
    .orderBy(sql`replacement.state in (${sql.join(oneForHolder)})`, 'desc')
    .orderBy('submitted_at', 'desc')
    .limit(atMost)
    .execute()
}

export async function staffName(tx: Tx, id: string | null): Promise<string> {
  if (id === null) return ''
  const row = await tx.selectFrom('staff_member').select('name').where('id', '=', id).executeTakeFirst()
  return row?.name ?? ''
}

export async function giveAccess(tx: Tx, of: { caseId: string; staffId: string; reason: AccessReason; now: Date }) {
  await tx
    .insertInto('case_access')
    .values({ replacement_id: of.caseId, staff_id: of.staffId, reason: of.reason, given_at: of.now })
    .onConflict((on) => on.columns(['replacement_id', 'staff_id']).doUpdateSet({ reason: of.reason, given_at: of.now }))
    .execute()
}

/** The reason that was given for working on a case of another office, on that day of work. */
export async function readAccess(tx: Tx, of: { caseId: string; staffId: string; since: Date }): Promise<string | null> {
  const row = await tx
    .selectFrom('case_access')
    .select('reason')
    .where('replacement_id', '=', of.caseId)
    .where('staff_id', '=', of.staffId)
    .where('given_at', '>', of.since)
    .executeTakeFirst()
  return row?.reason ?? null
}

/**
 * Whoever of the register has this case's other place: the number of the case that its holder already has. One that was activated and is
 * disputed stands beside: its key is frozen, and whoever stopped it gets another here.
 */
export async function readOtherOfHolder(tx: Tx, of: { caseId: string; branchId: string | null; personId: string | null; states: readonly CaseRow['state'][] }) {
  const column = of.branchId === null ? 'person_id' : 'branch_id'
  const row = await tx
    .selectFrom('replacement')
    .select(['number', 'state'])
    .where(column, '=', of.branchId ?? of.personId)
    .where('state', 'in', of.states)
    .where('disputed_from', 'is distinct from', 'activated')
    .where('id', '<>', of.caseId)
    .executeTakeFirst()
  return row ?? null
}

export async function staffNames(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx.selectFrom('staff_member').select(['id', 'name']).where('id', 'in', wanted).execute()
  return new Map(rows.map(({ id, name }) => [id, name ?? '']))
}

export async function listNotes(tx: Tx, caseId: string) {
  return tx
    .selectFrom('replacement_note')
    .innerJoin('staff_member', 'staff_member.id', 'written_by')
    .select(['text', 'return_reason as returned', 'written_by as by', 'written_at as at'])
    .select(sql<boolean>`coalesce(work_voided_at >= written_at, false)`.as('doubtful'))
    .where('replacement_id', '=', caseId)
    .orderBy('written_at')
    .execute()
}

/** Whom a case names, as the register has them today. */
export async function readNamed(tx: Tx, { row, today }: { row: CaseRow; today: string }) {
  const person = await tx.selectFrom('person').select(['full_name', 'security_hold_since']).where('national_id', '=', row.typed.nationalId).executeTakeFirst()
  if (row.branch_id === null) {
    return { personName: person?.full_name ?? null, employer: null, held: (person?.security_hold_since ?? null) !== null, representatives: [] }
  }
  const branch = await tx
    .selectFrom('branch')
    .innerJoin('employer', 'employer.id', 'branch.employer_id')
    .select([
      'employer.legal_name',
      'employer.kind',
      'employer.status',
      'branch.name',
      'branch.status as branch_status',
      'branch.security_hold_since',
      'employer.id',
    ])
    .where('branch.id', '=', row.branch_id)
    .executeTakeFirstOrThrow()
  const key = await tx
    .selectFrom('credential')
    .select(['status', 'set_at'])
    .where('branch_id', '=', row.branch_id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  const representatives = await tx
    .selectFrom('representation')
    .innerJoin('person', 'person.id', 'representation.person_id')
    .select(['person.full_name as name', 'person.national_id as nationalId', 'role'])
    .where('representation.employer_id', '=', branch.id)
    .where((eb) => eb.or([eb('representation.branch_id', 'is', null), eb('representation.branch_id', '=', row.branch_id)]))
    .where('valid_from', '<=', today)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', today)]))
    .orderBy('valid_from')
    .limit(20)
    .execute()
  return {
    personName: person?.full_name ?? null,
    employer: {
      name: branch.legal_name,
      kind: { registered: branch.kind, answered: row.employer_kind },
      branch: branch.name,
      closed: branch.status === 'closed' || branch.branch_status === 'closed',
      key: sinceWhen(key),
    },
    held: branch.security_hold_since !== null,
    representatives,
  }
}

/** Since when a holder has the key of today; `elsewhere`: it was made in another system. Null: there is none. */
export type SinceWhen = Date | 'elsewhere' | null
const sinceWhen = (key: { status: string; set_at: Date } | undefined): SinceWhen =>
  key === undefined ? null : key.status === 'external' ? 'elsewhere' : key.set_at

export async function addResult(tx: Tx, row: Insertable<Schema['requirement_result']>) {
  await tx.insertInto('requirement_result').values(row).execute()
}

export async function addAsks(tx: Tx, rows: readonly Insertable<Schema['requirement_ask']>[]) {
  await tx
    .insertInto('requirement_ask')
    .values([...rows])
    .execute()
}

export async function addNote(tx: Tx, row: Insertable<Schema['replacement_note']>) {
  await tx.insertInto('replacement_note').values(row).execute()
}

export async function listAsks(tx: Tx, caseId: string) {
  return tx
    .selectFrom('requirement_ask')
    .innerJoin('staff_member', 'staff_member.id', 'asked_by')
    .select(['round', 'requirement', 'reason', 'staff_member.name as by', 'asked_at as at', 'answered_at as answeredAt'])
    .where('replacement_id', '=', caseId)
    .orderBy('round')
    .orderBy('asked_at')
    .orderBy('requirement_ask.id')
    .execute()
}
