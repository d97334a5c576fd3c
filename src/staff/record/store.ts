import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'

/** What somebody searches for: everything that a number leads to in the record, and what of it is the thing itself. */
export type Resolved = { subject: string; ids: readonly string[] }

async function withMore(subject: string | undefined, more: () => Promise<readonly { id: string }[]>): Promise<Resolved | null> {
  return subject === undefined ? null : { subject, ids: [...new Set([subject, ...(await more()).map(({ id }) => id)])] }
}

export async function resolveCase(tx: Tx, number: string): Promise<Resolved | null> {
  const found = await tx.selectFrom('replacement').select('id').where('number', '=', number).executeTakeFirst()
  return withMore(found?.id, async () => [])
}

/** An employer's branches, with their keys, contacts and cases. */
export async function resolveTaxId(tx: Tx, taxId: string): Promise<Resolved | null> {
  const branches = tx.selectFrom('branch').innerJoin('employer', 'employer.id', 'branch.employer_id').select('branch.id').where('employer.tax_id', '=', taxId)
  const found = await branches.orderBy('branch.code').executeTakeFirst()
  return withMore(found?.id, () =>
    branches
      .union(tx.selectFrom('credential').select('id').where('branch_id', 'in', branches))
      .union(tx.selectFrom('contact').select('id').where('branch_id', 'in', branches))
      .union(tx.selectFrom('recovery').select('id').where('branch_id', 'in', branches))
      .union(tx.selectFrom('replacement').select('id').where('branch_id', 'in', branches))
      .execute(),
  )
}

/** A person with their key, contacts and cases, also those where they are the applicant of an employer; and an account of staff. */
export async function resolveNationalId(tx: Tx, nationalId: string): Promise<Resolved | null> {
  const people = tx.selectFrom('person').select('id').where('national_id', '=', nationalId)
  const accounts = tx.selectFrom('staff_member').select('id').where('national_id', '=', nationalId)
  const found = (await people.executeTakeFirst()) ?? (await accounts.executeTakeFirst())
  return withMore(found?.id, () =>
    people
      .union(accounts)
      .union(tx.selectFrom('credential').select('id').where('person_id', 'in', people))
      .union(tx.selectFrom('contact').select('id').where('person_id', 'in', people))
      .union(tx.selectFrom('unlock').select('id').where('person_id', 'in', people))
      .union(tx.selectFrom('replacement').select('id').where('person_id', 'in', people))
      .union(tx.selectFrom('replacement').select('id').where(sql<string>`typed ->> 'nationalId'`, '=', nationalId).where('state', '<>', 'draft'))
      .execute(),
  )
}

export type Cursor = { at: Date; id: string }
export type RecordFilter = {
  from: Date
  until: Date
  /** What the types begin with; empty: all. */
  types: string
  subjects: readonly string[] | null
  staffId: string | null
  /** Entries older than this one. */
  before: Cursor | null
}
export type Entry = { id: string; at: Date; type: string; actor: string; subject: string | null; staffId: string | null; details: Record<string, unknown> }

/** Newest first. */
export function readRecord(tx: Tx, filter: RecordFilter, atMost: number): Promise<Entry[]> {
  const { before } = filter
  return tx
    .selectFrom('audit_event')
    .select([sql<string>`id::text`.as('id'), 'occurred_at as at', 'type', 'actor', 'subject', 'staff_id as staffId', 'details'])
    .where('occurred_at', '>=', filter.from)
    .where('occurred_at', '<=', filter.until)
    .$if(filter.types !== '', (query) => query.where(sql<boolean>`starts_with(type, ${filter.types})`))
    .$if(filter.subjects !== null, (query) => query.where('subject', 'in', filter.subjects ?? []))
    .$if(filter.staffId !== null, (query) => query.where('staff_id', '=', filter.staffId ?? ''))
    .$if(before !== null, (query) => query.where(sql<boolean>`(occurred_at, id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::bigint)`))
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(atMost)
    .$castTo<Entry>()
    .execute()
}

/** How an auditor reads ids: the numbers of cases, the names of staff. */
export async function readNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const cases = await tx.selectFrom('replacement').select(['id', 'number as name']).where('id', 'in', ids).execute()
  const staff = await tx
    .selectFrom('staff_member')
    .select(['id', sql<string>`coalesce(name, email)`.as('name')])
    .where('id', 'in', ids)
    .execute()
  return new Map([...cases, ...staff].map(({ id, name }) => [id, name]))
}

export function listStaffNames(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('staff_member')
    .select(['id', sql<string>`coalesce(name, email)`.as('name')])
    .orderBy('name')
    .execute()
}
