import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

export type Undelivered = { waiting: number; gaveUp: number; failed: number; oldestSeconds: number }

/**
 * What still waits to be handed over and how long the oldest has: notices, codes for new contacts, messages to applicants and to staff. Then
 * notices given up, and messages that can never be delivered, of the last week.
 */
export async function countUndelivered(db: Database): Promise<Undelivered> {
  const { rows } = await sql<Undelivered>`
    with waiting as (
      select created_at as since from notice where done_at is null and gave_up_at is null
      union all select asked_at from contact_change where sent_at is null and failed_at is null
      union all select made_at from applicant_message where sent_at is null and failed_at is null
      union all select made_at from staff_message where sent_at is null and failed_at is null)
    select (select count(*)::int from waiting) as waiting,
      (select count(*)::int from notice where done_at is null and gave_up_at > clock_timestamp() - interval '7 days') as "gaveUp",
      (select count(*)::int from delivery where state = 'failed' and failure is distinct from 'no_longer_due' and last_at > clock_timestamp() - interval '7 days') as failed,
      coalesce((select extract(epoch from clock_timestamp() - min(since))::int from waiting), 0) as "oldestSeconds"`.execute(db)
  return rows[0] ?? { waiting: 0, gaveUp: 0, failed: 0, oldestSeconds: 0 }
}
