import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'

export type RecordFilter = {
  from: Date
  until: Date
  /** What the types begin with; empty: all. */
  types: string
  subjects: readonly string[] | null
  staffId: string | null
  /** Entries that come after this one in the list; an id that is none begins at the top. */
  after: string | null
}
export type Entry = { id: string; at: Date; type: string; actor: string; subject: string | null; staffId: string | null; details: Record<string, unknown> }

/** Newest first; those of one instant by their ids, so that each is on one page. */
export async function readRecord(tx: Tx, filter: RecordFilter, atMost: number): Promise<Entry[]> {
  const after = filter.after === null ? null : await readPlace(tx, filter.after)
  return (
    tx
      .selectFrom('audit_event')
      .select([sql<string>`id::text`.as('id'), 'occurred_at as at', 'type', 'actor', 'subject', 'staff_id as staffId', 'details'])
      .where('occurred_at', '>=', filter.from)
      .where('occurred_at', '<=', filter.until)
      .$if(filter.types !== '', (query) => query.where(sql<boolean>`starts_with(type, ${filter.types})`))
      .$if(filter.subjects !== null, (query) => query.where(sql<boolean>`subject = any(${filter.subjects}::uuid[])`))
      .$if(filter.staffId !== null, (query) => query.where('staff_id', '=', filter.staffId ?? ''))
      .$if(after !== null, (query) => query.where(sql<boolean>`(occurred_at, id) < (${after?.at ?? ''}::timestamptz, ${after?.id ?? ''}::bigint)`))
      .orderBy('occurred_at', 'desc')
      // Not the text of it that is selected, by which 9 comes after 10.
      .orderBy('audit_event.id', 'desc')
      .limit(atMost)
      .$castTo<Entry>()
      .execute()
  )
}

/** Where an entry stands, as text: a time in text keeps its microseconds. */
async function readPlace(tx: Tx, id: string): Promise<{ at: string; id: string } | null> {
  const { rows } = await sql<{ at: string; id: string }>`
    select occurred_at::text as at, id::text as id from audit_event where id = ${id}::bigint`.execute(tx)
  return rows[0] ?? null
}

export function listStaffNames(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('staff_member')
    .select(['id', sql<string>`coalesce(name, email)`.as('name')])
    .orderBy('name')
    .execute()
}
