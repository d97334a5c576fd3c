import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { KeyRing } from '../keys.ts'

// Counts in windows, in the database, in the transaction that commits the step. A window begins with its first hit. Keys are keyed hashes
// made with the oldest version of the ring, so that a new key version does not set the counts back.

export type Limit = { name: string; key: string; window: number }
export type Counted = { count: number; endsAt: Date }

export const limitKey = (keys: KeyRing, name: string, value: string) => `${name}:${keys.macs('limit', `${name}\n${value}`).at(-1)}`

/** Adds one to each limit and returns the counts in the same order. The rows are locked in the order of their keys, so no two steps can wait for each other. */
export async function countHits(tx: Tx, limits: readonly Limit[], now: Date): Promise<Counted[]> {
  const ordered = [...limits].sort((a, b) => (a.key < b.key ? -1 : 1))
  const { rows } = await sql<{ key: string; count: number; ends_at: Date }>`
    insert into limit_window as held (key, name, started_at, ends_at, count)
    values ${sql.join(ordered.map((limit) => sql`(${limit.key}, ${limit.name}, ${now}::timestamptz, ${new Date(now.getTime() + limit.window)}::timestamptz, 1)`))}
    on conflict (key) do update set
      count = case when held.ends_at <= excluded.started_at then 1 else held.count + 1 end,
      started_at = case when held.ends_at <= excluded.started_at then excluded.started_at else held.started_at end,
      ends_at = case when held.ends_at <= excluded.started_at then excluded.ends_at else held.ends_at end
    returning key, count, ends_at`.execute(tx)
  const byKey = new Map(rows.map((row) => [row.key, { count: row.count, endsAt: row.ends_at }]))
  return limits.map((limit) => {
    const counted = byKey.get(limit.key)
    if (!counted) throw new Error(`the limit ${limit.name} could not be counted`)
    return counted
  })
}

/** Takes a hit back: for what was counted before it was known to be harmless. */
export async function takeBackHit(tx: Tx, limit: Limit) {
  await tx.updateTable('limit_window').set({ count: sql`greatest(count - 1, 0)` }).where('key', '=', limit.key).execute()
}

/** Whole seconds from now, at least one: for Retry-After. */
export const secondsUntil = (until: Date, now: Date) => Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))

/** The counts as they stand, without adding. */
export async function readHits(tx: Tx, limits: readonly Limit[], now: Date): Promise<Counted[]> {
  const rows = await tx
    .selectFrom('limit_window')
    .select(['key', 'count', 'ends_at'])
    .where(
      'key',
      'in',
      limits.map((limit) => limit.key),
    )
    .execute()
  const byKey = new Map(rows.map((row) => [row.key, row]))
  return limits.map((limit) => {
    const row = byKey.get(limit.key)
    return row && row.ends_at > now ? { count: row.count, endsAt: row.ends_at } : { count: 0, endsAt: now }
  })
}

/** Each hit moves the end of the window: for counts "in a row" that are forgotten a while after the last one. */
export async function countInARow(tx: Tx, limit: Limit, now: Date): Promise<number> {
  const [counted] = await countHits(tx, [limit], now)
  await tx
    .updateTable('limit_window')
    .set({ ends_at: new Date(now.getTime() + limit.window) })
    .where('key', '=', limit.key)
    .execute()
  return counted?.count ?? 0
}

export async function resetHits(tx: Tx, limit: Limit) {
  await tx.deleteFrom('limit_window').where('key', '=', limit.key).execute()
}
