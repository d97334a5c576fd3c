import type { Tx } from '../db/database.ts'
import type { Policy } from '../policy.ts'

// How many start messages a holder, a RUC or a destination may have: so many an hour, and after so many in a day one an hour.

const hour = 3_600_000
const day = 24 * hour

/** When the next message is allowed, given when the last ones were (milliseconds); `now` or earlier means at once. */
export function nextAllowedAt(allowedAt: readonly number[], now: number, policy: Pick<Policy, 'messagesPerHour' | 'messagesPerDayBeforeSlow'>): number {
  const lastDay = allowedAt.filter((at) => at > now - day).sort((a, b) => b - a)
  const perHour = lastDay.length >= policy.messagesPerDayBeforeSlow ? 1 : policy.messagesPerHour
  const blocking = lastDay[perHour - 1]
  return blocking === undefined ? now : Math.max(now, blocking + hour)
}

export type Budget = { allowed: boolean; nextAt: Date }

/**
 * Takes one message from the holder's budget, and from a wider one (its RUC, its destination) whose end stops it too, but for one message
 * an hour that every holder keeps for itself: otherwise whoever spends the wider budget would lock the holder out. The wider row is locked first.
 */
export async function takeMessage(tx: Tx, keys: { holder: string; wider: string }, now: Date, policy: Policy): Promise<Budget> {
  const wider = await lockBudget(tx, keys.wider, now)
  const holder = await lockBudget(tx, keys.holder, now)
  const at = now.getTime()
  const holderNext = nextAllowedAt(holder, at, policy)
  const ownMessageIsDue = !holder.some((sent) => sent > at - hour)
  const allowed = holderNext <= at && (ownMessageIsDue || nextAllowedAt(wider, at, policy) <= at)
  const after = allowed ? [...holder, at] : holder
  await saveBudget(tx, keys.wider, allowed ? [...wider, at] : wider, now)
  await saveBudget(tx, keys.holder, after, now)
  return { allowed, nextAt: new Date(nextAllowedAt(after, at, policy)) }
}

async function lockBudget(tx: Tx, key: string, now: Date): Promise<number[]> {
  const row = await tx
    .insertInto('message_budget')
    .values({ key, allowed_at: '[]', ends_at: new Date(now.getTime() + day) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ ends_at: new Date(now.getTime() + day) }))
    .returning('allowed_at')
    .executeTakeFirstOrThrow()
  return row.allowed_at.filter((at) => at > now.getTime() - day)
}

async function saveBudget(tx: Tx, key: string, allowedAt: readonly number[], now: Date) {
  await tx
    .updateTable('message_budget')
    .set({ allowed_at: JSON.stringify(allowedAt), ends_at: new Date(now.getTime() + day) })
    .where('key', '=', key)
    .execute()
}
