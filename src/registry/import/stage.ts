import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { StagedRow } from './staged-row.ts'

const columns = `line integer, subject text, kind text, legal_name text, branch_code text, branch_name text, canton text, national_id text,
  full_name text, birth_date date, role text, valid_from date, valid_to date, email text, email_2 text, phone text, status text, key_status text,
  contact_since date, as_of date`
const names = columns.split(',').map((column) => column.trim().split(' ')[0] ?? '')

export async function stageRows(db: Database, importId: string, rows: readonly StagedRow[]) {
  if (rows.length === 0) return
  await sql`
    insert into import_row (import_id, ${sql.raw(names.join(', '))})
    select ${importId}::uuid, ${sql.raw(names.join(', '))} from json_to_recordset(${JSON.stringify(rows)}::json) as given (${sql.raw(columns)})`.execute(db)
}

/** What two lines about the same one must not say differently. */
export type Contradiction = { of: readonly string[]; says: readonly string[]; about: string }

export const registryContradictions: readonly Contradiction[] = [
  { of: ['subject'], says: ['kind', 'legal_name'], about: 'this employer' },
  { of: ['subject', 'branch_code'], says: ['branch_name', 'canton', 'status', 'key_status'], about: 'this branch' },
  {
    of: ['subject', 'branch_code', 'national_id', 'role', 'valid_from'],
    says: ["coalesce(valid_to, 'infinity')", 'email', 'email_2', 'phone'],
    about: 'this representative',
  },
]

export const peopleContradictions: readonly Contradiction[] = [
  { of: ['subject'], says: ['full_name', 'birth_date', 'status', 'email', 'phone'], about: 'this person' },
]

/** Refuses lines that contradict an earlier line of the same day. The first line stays. What a line leaves empty contradicts nothing. */
export async function refuseContradictions(db: Database, importId: string, rules: readonly Contradiction[]) {
  for (const rule of rules) await refuse(db, importId, rule)
}

async function refuse(db: Database, importId: string, rule: Contradiction) {
  const group = rule.of.join(', ')
  const first = rule.says.map((value, at) => `(array_agg(${value} order by line) filter (where ${value} is not null))[1] as said_${at}`)
  const differ = rule.says.map((value) => `min(${value}) <> max(${value})`)
  const same = rule.of.map((column) => `given.${column} = rule.${column}`)
  const against = rule.says.map((_, at) => `given_${at} <> rule.said_${at}`)
  const values = rule.says.map((value, at) => `${value} as given_${at}`)
  await sql`
    with rule as materialized (
      select ${sql.raw(group)}, as_of, ${sql.raw(first.join(', '))} from import_row
      where import_id = ${importId}::uuid and refused is null
      group by ${sql.raw(group)}, as_of having ${sql.raw(differ.join(' or '))}
    ), given as (
      select import_row.*, ${sql.raw(values.join(', '))} from import_row where import_id = ${importId}::uuid and refused is null
    )
    update import_row set refused = ${`contradicts an earlier line about ${rule.about}`}
    from rule join given on ${sql.raw(same.join(' and '))} and given.as_of = rule.as_of and (${sql.raw(against.join(' or '))})
    where import_row.import_id = ${importId}::uuid and import_row.subject = given.subject and import_row.line = given.line`.execute(db)
}

/** Lines refused after staging, in order, a page at a time; they leave the staged rows. */
export async function* takeRefused(db: Database, importId: string): AsyncGenerator<{ line: number; reason: string }[]> {
  for (;;) {
    const { rows } = await sql<{ line: number; reason: string }>`
      with page as (select subject, line from import_row where import_id = ${importId}::uuid and refused is not null order by line limit 1000)
      delete from import_row using page
      where import_row.import_id = ${importId}::uuid and import_row.subject = page.subject and import_row.line = page.line
      returning import_row.line, import_row.refused as reason`.execute(db)
    if (rows.length === 0) return
    yield rows.sort((one, other) => one.line - other.line)
  }
}
