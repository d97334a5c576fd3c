import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

export type Undelivered = { waiting: number; gaveUp: number; failed: number; oldestSeconds: number }

/** Notices that still wait for a contact and how long the oldest has; notices given up, and messages that can never be delivered, of the last week. */
export async function countUndelivered(db: Database): Promise<Undelivered> {
  const { rows } = await sql<Undelivered>`
    select (select count(*)::int from notice where done_at is null and gave_up_at is null) as waiting,
      (select count(*)::int from notice where done_at is null and gave_up_at > clock_timestamp() - interval '7 days') as "gaveUp",
      (select count(*)::int from delivery where state = 'failed' and failure is distinct from 'no_longer_due' and last_at > clock_timestamp() - interval '7 days') as failed,
      coalesce((select extract(epoch from clock_timestamp() - min(created_at))::int from notice where done_at is null and gave_up_at is null), 0) as "oldestSeconds"`.execute(
    db,
  )
  return rows[0] ?? { waiting: 0, gaveUp: 0, failed: 0, oldestSeconds: 0 }
}
