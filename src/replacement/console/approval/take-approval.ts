import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { dateAt } from '../../../offices/calendar-date.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import { askToDecide } from '../../../staff/passkeys/show-again.ts'
import { recordLook } from '../../../staff/record-look.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { normalNumber } from '../../continuation.ts'
import { takeInHand } from '../../facts.ts'
import { decide, type Guard } from '../../replacement.ts'
import { type CaseRow, isApprovedElsewhere, lockCase, saveCase } from '../../store.ts'
import { leasedUntil } from '../enter-case.ts'
import { type Counted, counted } from '../queue.ts'
import { isOpenerLeft } from '../review/store.ts'
import { lockTaking, readCaseByNumber } from '../store.ts'
import { approvalOf } from './decide-case.ts'
import { type Examined, examinedOf } from './examined.ts'
import { type Approver, countToApprove, listToApprove, lockToApprove, readOwnApproval } from './store.ts'

/** So many cases that somebody else has locked just now are passed over; whoever is after them takes one at the next click. */
const passedOver = 200

export type Taken = { outcome: 'taken'; number: string } | { outcome: 'empty' } | { outcome: 'not_yet' }

/**
 * Gives an approver the next case that this person may approve, whichever office it is of: nobody chooses whose cases they approve. One at a time,
 * in however many browsers: of several at hand they would approve the one that they like.
 */
export function takeNextApproval(context: Context, browser: StaffBrowser): Promise<Taken | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['approver'],
    async work(tx, actor): Promise<Taken> {
      await lockTaking(tx, actor.id)
      const now = await context.clock(tx)
      if (now < actor.approvesFrom) return { outcome: 'not_yet' }
      const approver = await approverOf(context, tx, { actor, now })
      const row = (await findNext(context, tx, { ...approver, wait: false })) ?? (await findNext(context, tx, { ...approver, wait: true }))
      if (!row) return { outcome: 'empty' }
      await saveCase(tx, row.id, { leased_by: actor.id, leased_until: leasedUntil(context, await context.clock(tx)) })
      return { outcome: 'taken', number: row.number }
    },
  })
}

/** What nobody can approve while a colleague's work came into doubt has to be returned by somebody. */
const returnable = ['identity_stands', 'everything_met'] as const satisfies readonly Guard[]

type Now = { actor: StaffActor; now: Date }

async function approverOf(context: Context, tx: Tx, { actor, now }: Now): Promise<Approver> {
  const { office } = actor
  const leaves = office !== null && (await isApprovedElsewhere(tx, { office, institution: context.institution })) ? office : null
  return { actor, now, today: dateAt(now, context.institution.timeZone), leaves }
}

/** How many cases taking next could give this approver; none to an account that is too new. */
export async function countForApprover(context: Context, tx: Tx, at: Now): Promise<Counted> {
  return at.now < at.actor.approvesFrom ? counted(0) : countToApprove(tx, await approverOf(context, tx, at))
}

/**
 * At most one case is locked: who looks for the next holds up nobody. What the list leaves out and what is decided here are the same rules. The
 * one at hand is waited for, also where its approver has it open elsewhere just now: passed over, it would leave them two.
 */
async function findNext(context: Context, tx: Tx, at: Approver & { wait: boolean }): Promise<CaseRow | null> {
  for (const row of await listToApprove(tx, { ...at, atMost: passedOver })) {
    const { facts } = await takeInHand(context, tx, { row, now: at.now })
    const decision = decide(facts, { type: 'approve', by: at.actor }, at.now)
    if (decision.outcome === 'refused' && !returnable.some((why) => why === decision.why)) continue
    const locked = await lockToApprove(tx, { ...at, id: row.id, wait: at.wait || row.leased_by === at.actor.id })
    if (locked) return locked
  }
  return null
}

/** `notBefore`: until then this account approves nothing; null: it may. */
export type QueueView = { outcome: 'seen'; actor: StaffActor; notBefore: Date | null; toApprove: Counted; own: string | null }

/** How many cases wait for an approval, and the one that is in this person's hands. Nothing of any of them. */
export function viewQueue(context: Context, browser: StaffBrowser): Promise<QueueView | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['approver', 'supervisor'],
    async work(tx, actor, now): Promise<QueueView> {
      const notBefore = now < actor.approvesFrom ? actor.approvesFrom : null
      const [toApprove, own] = [await countForApprover(context, tx, { actor, now }), await readOwnApproval(tx, { actor, now })]
      return { outcome: 'seen', actor, notBefore, toApprove, own }
    },
  })
}

/** `options`: what the browser is asked for to approve it; `lastToOpen`: nobody else of the case's office could open the screen on which it would end. */
export type ApprovalView = { outcome: 'seen'; actor: StaffActor; examined: Examined; options: string; lastToOpen: boolean } | { outcome: 'not_taken' }

/** What was examined, to the one approver in whose hands the case is. The look is on the record. */
export function viewApproval(context: Context, browser: StaffBrowser, typed: string): Promise<ApprovalView | SignedOut | NotAllowed> {
  return withStaff(context, browser, {
    roles: ['approver'],
    async work(tx, actor): Promise<ApprovalView> {
      const number = normalNumber(typed)
      const found = number === null ? null : await readCaseByNumber(tx, number)
      const row = found && (await lockCase(tx, found.id))
      const now = await context.clock(tx)
      if (row?.state !== 'proposed' || row.leased_by !== actor.id || row.ends_at <= now) return { outcome: 'not_taken' }
      await saveCase(tx, row.id, { leased_until: leasedUntil(context, now) })
      await recordLook(tx, actor, { subject: row.id, what: 'approval', at: now })
      const endsOnScreen = row.kind === 'employer' && row.contact === 'none' && row.proposal === 'approve' && row.office === actor.office
      const lastToOpen = endsOnScreen && !(await isOpenerLeft(tx, { caseId: row.id, besides: actor.id }))
      const { examined } = await examinedOf(context, tx, { row, now })
      const options = await askToDecide(context, tx, { decision: approvalOf(examined), actor, now })
      return { outcome: 'seen', actor, examined, options, lastToOpen }
    },
  })
}
