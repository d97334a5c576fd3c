import { sql } from 'kysely'
import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'

// Unproven cases leave one entry an hour in the record, real and phantom together, written after the hour; then they are deleted.

/** Any number will do, as long as nothing else takes it. */
const hourlyLock = 7_302_002

/** Longer than any case takes wrong codes: each of at most 21 messages gives its browser at most a day more. */
const longestCase = 31 * 86_400_000

/** Writes the entry of every whole hour that has cases and has none yet. */
export function countPastUnlockHours(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${hourlyLock})`.execute(tx)
    const now = await context.clock(tx)
    // Hours are counted in their order: what lies before the last one is on the record, also where its cases are kept for ever.
    const last = await tx
      .selectFrom('audit_event')
      .select(sql<string>`details ->> 'hour'`.as('hour'))
      .where('type', '=', 'unlock.hour_counted')
      .orderBy('occurred_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    const counted = new Date(last ? `${last.hour}:00:00Z` : 0)
    const since = new Date(counted.getTime() - longestCase)
    const { rows } = await sql<{ hour: Date; starts: number; wrong_codes: number }>`
      with event as (
        select date_trunc('hour', started_at) as hour, 1 as start, 0 as wrong from unlock where started_at > ${since}::timestamptz
        union all
        select date_trunc('hour', to_timestamp(at::float8 / 1000)), 0, 1 from unlock, jsonb_array_elements_text(wrong_at) as at
        where started_at > ${since}::timestamptz
      )
      select hour, sum(start)::int as starts, sum(wrong)::int as wrong_codes from event
      where hour < date_trunc('hour', ${now}::timestamptz) and hour > ${counted}::timestamptz
      group by hour order by hour`.execute(tx)
    for (const row of rows) {
      const hour = row.hour.toISOString().slice(0, 13)
      await recordAudit(tx, { actor: 'system', subject: null, at: now }, { type: 'unlock.hour_counted', hour, starts: row.starts, wrongCodes: row.wrong_codes })
    }
  })
}

/** Deletes cases that nobody proved, a while after their last code and link ended. A case that a contact stopped is kept with the record. */
export function sweepUnlocks(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const { policy } = context.institution
    const before = new Date(now.getTime() - policy.unprovenKept)
    // A case that somebody is working on is left for the next time.
    await sql`
      delete from unlock where id in (
        select id from unlock
        where proven_at is null and not exists (select from unlock_veto where unlock_veto.unlock_id = unlock.id)
          and to_timestamp(((sends -> -1 ->> 'at')::float8 + ${policy.linkLifetime}::float8) / 1000) < ${before}
          and not exists (select from unlock_link where unlock_link.unlock_id = unlock.id and unlock_link.ends_at >= ${before})
        for update skip locked)`.execute(tx)
  })
}
