import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Policy } from '../policy.ts'

// How many start messages a holder, a RUC or a destination may have: so many an hour, and after so many in a day one an hour.

const hour = 3_600_000
const day = 24 * hour

type BudgetPolicy = Pick<Policy, 'messagesPerHour' | 'messagesPerDayBeforeSlow'>

/** When the next message is allowed, given when the last ones were (milliseconds); `now` or earlier means at once. */
export function nextAllowedAt(allowedAt: readonly number[], now: number, policy: BudgetPolicy): number {
  const lastDay = allowedAt.filter((at) => at > now - day).sort((a, b) => b - a)
  const perHour = lastDay.length >= policy.messagesPerDayBeforeSlow ? 1 : policy.messagesPerHour
  const blocking = lastDay[perHour - 1]
  return blocking === undefined ? now : Math.max(now, blocking + hour)
}

/**
 * When a holder may have its next message: when its own budget allows one, and the wider budget (its RUC's, its destination's) does too or the
 * holder has had none for an hour. That one message an hour is every holder's own: otherwise whoever spends the wider budget would lock it out.
 */
export function nextMessageAt(sent: { holder: readonly number[]; wider: readonly number[] }, now: number, policy: BudgetPolicy): number {
  const ownAt = Math.max(now, ...sent.holder.map((at) => at + hour))
  return Math.max(nextAllowedAt(sent.holder, now, policy), Math.min(ownAt, nextAllowedAt(sent.wider, now, policy)))
}

export type Budget = { allowed: boolean; nextAt: Date }
export type BudgetKeys = { holder: string; wider: string }

/** Whether a message may go now; with `leaveOne` only if another could follow at once. */
export function isAllowed(
  sent: { holder: readonly number[]; wider: readonly number[] },
  now: number,
  { policy, leaveOne }: { policy: BudgetPolicy; leaveOne: boolean },
): boolean {
  const free = (of: typeof sent) => nextMessageAt(of, now, policy) <= now
  return free(sent) && (!leaveOne || free({ holder: [...sent.holder, now], wider: [...sent.wider, now] }))
}

/**
 * Takes one message from the holder's budget and from the wider one. With `dry` the same is done and nothing is taken: for what will send
 * nothing. `leaveOne`: for a message that opens nothing to whoever gets it; it never takes the last one, which would lock the holder out.
 */
export async function takeMessage(tx: Tx, keys: BudgetKeys, on: { now: Date; policy: Policy; dry?: boolean; leaveOne?: boolean }): Promise<Budget> {
  const { wider, holder } = await lockBudgets(tx, keys, on.now)
  const at = on.now.getTime()
  const allowed = isAllowed({ holder, wider }, at, { policy: on.policy, leaveOne: on.leaveOne ?? false })
  const taken = allowed && on.dry !== true ? [at] : []
  const kept = keptAtMost(on.policy)
  const after = { wider: [...wider, ...taken].slice(-kept), holder: [...holder, ...taken].slice(-kept) }
  await saveBudgets(tx, keys, after)
  return { allowed, nextAt: new Date(nextMessageAt(after, at, on.policy)) }
}

/**
 * As many as one holder can have in a day; the rule never asks about older ones. The wider budget has no end of its own: whoever types ever
 * new cédulas with one RUC takes a message for each, and everybody who starts for that RUC would read and write them all.
 */
const keptAtMost = (policy: BudgetPolicy) => policy.messagesPerDayBeforeSlow + policy.messagesPerHour + 24

/** Gives back messages that were taken since an instant, at most so many: a holder who stops a stranger's case does not pay for it. */
export async function returnMessages(tx: Tx, keys: BudgetKeys, back: { since: Date; count: number; now: Date }) {
  const budgets = await lockBudgets(tx, keys, back.now)
  const without = (allowedAt: readonly number[]) => {
    const since = allowedAt.filter((at) => at >= back.since.getTime())
    return [...allowedAt.filter((at) => at < back.since.getTime()), ...since.slice(back.count)]
  }
  await saveBudgets(tx, keys, { wider: without(budgets.wider), holder: without(budgets.holder) })
}

type Budgets = { wider: number[]; holder: number[] }

/** Locks the wider row first, as everybody does. */
async function lockBudgets(tx: Tx, keys: BudgetKeys, now: Date): Promise<Budgets> {
  const endsAt = new Date(now.getTime() + day)
  const rows = await tx
    .insertInto('message_budget')
    .values([keys.wider, keys.holder].map((key) => ({ key, allowed_at: '[]', ends_at: endsAt })))
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ ends_at: endsAt }))
    .returning(['key', 'allowed_at'])
    .execute()
  const of = (key: string) => (rows.find((row) => row.key === key)?.allowed_at ?? []).filter((at) => at > now.getTime() - day)
  return { wider: of(keys.wider), holder: of(keys.holder) }
}

async function saveBudgets(tx: Tx, keys: BudgetKeys, budgets: Budgets) {
  await sql`
    update message_budget set allowed_at = case key when ${keys.wider} then ${JSON.stringify(budgets.wider)}::jsonb else ${JSON.stringify(budgets.holder)}::jsonb end
    where key in (${keys.wider}, ${keys.holder})`.execute(tx)
}
