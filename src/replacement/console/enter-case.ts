import { readLastChange } from '../../audit/read-last-change.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/database.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../staff/enter-office.ts'
import type { StaffActor } from '../../staff/staff.ts'
import { normalNumber } from '../continuation.ts'
import { type CaseInHand, takeInHand } from '../facts.ts'
import { type CaseRow, lockWithHolder, saveCase } from '../store.ts'
import { isOfAnotherOffice } from './queue.ts'
import { readAccess, readCaseByNumber, staffName } from './store.ts'

/** Why an agent cannot do what a form asked for; nothing was changed. */
export type Refused =
  | SignedOut
  | NotAllowed
  | { outcome: 'no_case' | 'own_case' | 'reason_needed' }
  | TooLate
  | { outcome: 'of_other'; name: string; until: Date }

/** The form came too late: the case is not theirs any more, at another point, or changed. */
export type TooLate = { outcome: 'not_taken' | 'out_of_order' } | { outcome: 'stale'; actor: string; name: string; at: Date }

export type AtCase = { row: CaseRow; actor: StaffActor; now: Date }
export type AtWork = AtCase & { inHand: CaseInHand }

export const leasedUntil = (context: Context, now: Date) => new Date(now.getTime() + context.institution.policy.leaseLifetime)

/** An agent at a case that may be anybody's: the holder is locked, then the case. It is not their own, and for one of another office they said why. */
export function enterCaseOf<T>(
  context: Context,
  browser: StaffBrowser,
  on: { number: string; version: number | null; work(tx: Tx, at: AtCase): Promise<T | Refused> },
): Promise<T | Refused> {
  return withStaff(context, browser, {
    roles: ['agent'],
    async work(tx, actor): Promise<T | Refused> {
      const row = await lockByNumber(tx, on.number)
      if (!row) return { outcome: 'no_case' }
      const now = await context.clock(tx)
      const refused = await mayEnter(context, tx, { row, actor, now })
      if (refused) return refused
      if (row.ends_at <= now) return { outcome: 'out_of_order' }
      if (on.version !== null && on.version !== row.version) return staleAnswer(tx, row)
      return on.work(tx, { row, actor, now })
    },
  })
}

/** One form of the agent in whose hands a case is, as the form saw it. Renews the lease. */
export function workOnCase<T>(
  context: Context,
  browser: StaffBrowser,
  on: { number: string; version: number; work(tx: Tx, at: AtWork): Promise<T | Refused> },
): Promise<T | Refused> {
  return enterCaseOf<T>(context, browser, {
    ...on,
    async work(tx, { row, actor, now }) {
      if (row.leased_by !== actor.id) return { outcome: 'not_taken' }
      await saveCase(tx, row.id, { leased_until: leasedUntil(context, now) })
      return on.work(tx, { row, actor, now, inHand: await takeInHand(context, tx, { row, now }) })
    },
  })
}

export const isTakenByOther = ({ row, actor, now }: AtCase) => row.leased_by !== actor.id && row.leased_until !== null && row.leased_until > now

/** The case of a number, locked after its holder. Drafts are nobody's but the applicant's. */
export async function lockByNumber(tx: Tx, typed: string): Promise<CaseRow | null> {
  const number = normalNumber(typed)
  const seen = number === null ? null : await readCaseByNumber(tx, number)
  if (!seen || seen.state === 'draft') return null
  return lockWithHolder(tx, seen.id)
}

/** Nobody works on their own case, and on one of another office only with a reason. */
export async function mayEnter(context: Context, tx: Tx, { row, actor, now }: AtCase): Promise<Refused | null> {
  if (row.typed.nationalId === actor.nationalId) return { outcome: 'own_case' }
  if (!isOfAnotherOffice({ caseOffice: row.office, staffOffice: actor.office })) return null
  return (await accessReason(context, tx, { row, actor, now })) === null ? { outcome: 'reason_needed' } : null
}

/** The reason given for a case of another office counts for as long as a session may last. */
export const accessReason = (context: Context, tx: Tx, { row, actor, now }: AtCase) =>
  readAccess(tx, { caseId: row.id, staffId: actor.id, since: new Date(now.getTime() - context.institution.policy.staffSessionAtMost) })

export const ofOther = async (tx: Tx, row: CaseRow): Promise<Refused> => ({
  outcome: 'of_other',
  name: await staffName(tx, row.leased_by),
  until: row.leased_until ?? row.moved_at,
})

export async function staleAnswer(tx: Tx, row: CaseRow): Promise<Extract<TooLate, { outcome: 'stale' }>> {
  const last = await readLastChange(tx, row.id)
  return { outcome: 'stale', actor: last?.actor ?? 'system', name: await staffName(tx, last?.staffId ?? null), at: last?.at ?? row.moved_at }
}
