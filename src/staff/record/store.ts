import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { EventType } from './details.ts'

export type RecordFilter = {
  from: Date
  until: Date
  /** What the types begin with; empty: all. */
  types: string
  /** Whether looks at data are wanted, which are many. */
  looks: boolean
  subjects: readonly string[] | null
  staffId: string | null
  /** Entries that come after this one in the list; an id that is none begins at the top. */
  after: string | null
}
export type Entry = { id: string; at: Date; type: string; actor: string; subject: string | null; staffId: string | null; details: Record<string, unknown> }

/**
 * Newest first; those of one instant by their ids, so that each is on one page. What is searched for by its kind alone is read type by type, the
 * newest of each, since an index has them so: what is rare is found without reading all that was recorded since.
 */
export async function readRecord(tx: Tx, filter: RecordFilter, atMost: number): Promise<Entry[]> {
  const after = filter.after === null ? null : await readPlace(tx, filter.after)
  const types = filter.types === '' ? [] : (await listTypes(tx)).filter((type) => type.startsWith(filter.types) && (filter.looks || type !== look))
  const newest = (of: RawBuilder<unknown>) => sql`
    (select id, occurred_at, type, actor, subject, staff_id, details from audit_event
    where occurred_at >= ${filter.from}::timestamptz and occurred_at <= ${filter.until}::timestamptz ${of}
      ${filter.subjects === null ? sql`` : about(filter.subjects)}
      ${filter.staffId === null ? sql`` : sql`and staff_id = ${filter.staffId}::uuid`}
      ${after === null ? sql`` : sql`and (occurred_at, id) < (${after.at}::timestamptz, ${after.id}::bigint)`}
    order by occurred_at desc, id desc limit ${atMost})`
  const byKindAlone = types.length > 0 && filter.subjects === null && filter.staffId === null
  // Each by itself: then the planner knows which are rare.
  const each = types.map((type) => newest(sql`and type = ${type}`))
  const found = byKindAlone
    ? sql.join(each, sql` union all `)
    : newest(filter.types !== '' ? sql`and type = any(${types}::text[])` : filter.looks ? sql`` : sql`and type <> ${sql.lit(look)}`)
  const { rows } = await sql<Entry>`
    select id::text as id, occurred_at as at, type, actor, subject, staff_id as "staffId", details from (${found}) found
    order by occurred_at desc, found.id desc limit ${atMost}`.execute(tx)
  return rows
}

const look = 'staff.viewed' satisfies EventType

/** What an entry is about, or whose names a page of the record showed. */
const about = (subjects: readonly string[]) => sql`
  and (subject = any(${subjects}::uuid[]) or (type = ${sql.lit(look)} and details ? 'named' and details -> 'named' ?| ${subjects}::text[]))`

/** The types that are on the record, also those that are no longer recorded: each is the first entry of an index after those of the one before. */
async function listTypes(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ type: string }>`
    with recursive kind(type) as (
      (select type from audit_event order by type limit 1)
      union all
      select (select type from audit_event where type > kind.type order by type limit 1) from kind where kind.type is not null
    ) select type from kind where type is not null`.execute(tx)
  return rows.map(({ type }) => type)
}

/** Where an entry stands, as text: a time in text keeps its microseconds. */
async function readPlace(tx: Tx, id: string): Promise<{ at: string; id: string } | null> {
  const { rows } = await sql<{ at: string; id: string }>`
    select occurred_at::text as at, id::text as id from audit_event where id = ${id}::bigint`.execute(tx)
  return rows[0] ?? null
}

/** The name of an account of staff, and its address where another one has the same name: an entry says which of the two it was. */
export const toldApart = sql<string>`
  case when exists (select 1 from staff_member other where lower(other.name) = lower(staff.name) and other.id <> staff.id)
    then staff.name || ' (' || staff.email || ')' else staff.name end`

export function listStaffNames(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('staff_member as staff')
    .select(['staff.id', toldApart.as('name')])
    .orderBy('name')
    .execute()
}
