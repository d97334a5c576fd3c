import { type MoveDetails, recordAudit } from '../../../audit/audit.ts'
import { readLastChange } from '../../../audit/read-last-change.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/database.ts'
import { countHits, limitKey } from '../../../limits/windows.ts'
import type { PolicyName } from '../../../policy.ts'
import { type NotAllowed, type SignedOut, type StaffBrowser, withStaff } from '../../../staff/enter-office.ts'
import type { Decision } from '../../../staff/passkeys/challenge.ts'
import { takeBackTry } from '../../../staff/passkeys/limits.ts'
import { type NotShown, type ShownWith, showToDecide } from '../../../staff/passkeys/show-again.ts'
import type { StaffActor } from '../../../staff/staff.ts'
import { normalNumber } from '../../continuation.ts'
import { type CaseInHand, moveCase, takeInHand } from '../../facts.ts'
import type { Guard, ReplacementState } from '../../replacement.ts'
import { type CaseRow, lockWithHolder, saveCase } from '../../store.ts'
import { addNote, readCaseByNumber, staffName } from '../store.ts'
import { waitAfterApproval } from './examined.ts'
import { markPutBack } from './store.ts'

/** Why an approver returns a case: a code. */
export const returnReasons = ['result_unclear', 'reference_wrong', 'not_enough', 'identity_doubtful', 'proposal_wrong', 'other'] as const
export type ReturnReason = (typeof returnReasons)[number]

/** What the form of an approval was made from: the version of the case, and the digest of what the page showed. */
export type Seen = { number: string; version: number; digest: string }
export type Stale = { outcome: 'stale'; who: string | null; at: Date }
export type Decided =
  | { outcome: 'approved'; state: ReplacementState }
  | { outcome: 'returned' | 'put_back' }
  | { outcome: 'not_taken' }
  | NotShown
  | { outcome: 'no_more_put_back'; until: Date }
  | { outcome: 'no_more_returned'; until: Date }
  | { outcome: 'refused'; why: Guard | 'out_of_order' }
  | Stale
  | SignedOut
  | NotAllowed

/** What an approver's passkey signs: this case, as the page showed it. */
export const approvalOf = ({ number, version, digest }: Seen): Decision => ({ act: 'approve', on: [normalNumber(number) ?? '', version, digest] })

/** Approves exactly what the page showed, with a passkey shown for just that: two people are two only while a desk left open is not one of them. */
export function approveCase(context: Context, browser: StaffBrowser, seen: Seen, shown: ShownWith): Promise<Decided> {
  return decideOn(context, browser, {
    seen,
    shown,
    already: (row, actor) => (row.approved_by === actor.id ? { outcome: 'approved', state: row.state } : null),
    async work(tx, { inHand, actor, now }): Promise<Decided> {
      const { institution } = context
      const waits = await waitAfterApproval(context, tx, { inHand, now })
      const moved = await moveCase(context, tx, {
        inHand,
        event: { type: 'approve', by: actor },
        now,
        patch: inHand.facts.proposal === 'approve' ? { wait_ends_at: waits, approval_ends_at: approvalEndsAt({ now, waits, institution }) } : {},
        tells: tellsOf(inHand),
      })
      return moved.outcome === 'moved' ? { outcome: 'approved', state: moved.next.state } : { outcome: 'refused', why: moved.why }
    },
  })
}

/** What is approved with a case: a rejection with its reason, too. */
function tellsOf({ row: { proposal, reject_reason: reason } }: CaseInHand): MoveDetails {
  return { ...(proposal === null ? {} : { proposal }), ...(proposal === 'reject' && reason !== null ? { reason } : {}) }
}

/** An approval that would end with its waiting period, by odd policy, lives as long after that. */
function approvalEndsAt({ now, waits, institution }: { now: Date; waits: Date | null; institution: Context['institution'] }): Date {
  const lifetime = institution.policy.approvalLifetime
  const plain = new Date(now.getTime() + lifetime)
  return waits === null || waits < plain ? plain : new Date(waits.getTime() + lifetime)
}

/**
 * Returns a case to its office, with a coded reason and a note that the agent reads. As bounded as giving back undecided, only wider: who
 * returns what is good comes to the next case as well.
 */
export function returnCase(context: Context, browser: StaffBrowser, seen: Seen & { reason: ReturnReason; note: string }): Promise<Decided> {
  return decideOn(context, browser, {
    seen,
    already: (row) => (row.state === 'in_review' ? { outcome: 'returned' } : null),
    async work(tx, { inHand, actor, now }): Promise<Decided> {
      const until = await countGivenBack(context, tx, { what: 'approvals_returned', actor, now })
      if (until) return { outcome: 'no_more_returned', until }
      const moved = await moveCase(context, tx, { inHand, event: { type: 'return', by: actor }, now })
      if (moved.outcome === 'refused') return { outcome: 'refused', why: moved.why }
      const subject = inHand.row.id
      await recordAudit(tx, { actor: 'staff', subject, at: now, staff: actor.id }, { type: 'replacement.returned', reason: seen.reason })
      const id = context.random.uuid()
      await addNote(tx, { id, replacement_id: subject, text: seen.note, return_reason: seen.reason, written_by: actor.id, written_at: now })
      return { outcome: 'returned' }
    },
  })
}

/**
 * Gives a case back undecided, for another approver. That it was looked at stays on the record. A few a day: whoever gave back one after the
 * other would come to the case that a colleague prepared for them, and the system, not they, chooses whose cases they approve.
 */
export function putBackApproval(context: Context, browser: StaffBrowser, seen: Seen): Promise<Decided> {
  return decideOn(context, browser, {
    seen,
    async work(tx, { inHand, actor, now }): Promise<Decided> {
      if (inHand.row.state !== 'proposed') return { outcome: 'not_taken' }
      const until = await countGivenBack(context, tx, { what: 'approvals_put_back', actor, now })
      if (until) return { outcome: 'no_more_put_back', until }
      const subject = inHand.row.id
      await saveCase(tx, subject, { leased_by: null, leased_until: null })
      await markPutBack(tx, { caseId: subject, staffId: actor.id, now })
      await recordAudit(tx, { actor: 'staff', subject, at: now, staff: actor.id }, { type: 'replacement.put_back' })
      return { outcome: 'put_back' }
    },
  })
}

const day = 86_400_000

const perDay = { approvals_put_back: 'approvalsPutBackPerDay', approvals_returned: 'approvalsReturnedPerDay' } as const satisfies Record<string, PolicyName>
type GivenBack = { what: keyof typeof perDay; actor: StaffActor; now: Date }

/** Until when there were too many, or null. */
async function countGivenBack(context: Context, tx: Tx, { what, actor, now }: GivenBack): Promise<Date | null> {
  const [counted] = await countHits(tx, [{ name: what, key: limitKey(context.keys, what, actor.id), window: day }], now)
  return counted && counted.count <= context.institution.policy[perDay[what]] ? null : (counted?.endsAt ?? now)
}

type OnCase = { inHand: CaseInHand; actor: StaffActor; now: Date }

type Deciding = {
  seen: Seen
  shown?: ShownWith
  /** The next thing that happened to the case was this decision of this person: the answer was lost, or the button pressed twice. */
  already?(row: CaseRow, actor: StaffActor): Decided | null
  work(tx: Tx, at: OnCase): Promise<Decided>
}

function decideOn(context: Context, browser: StaffBrowser, on: Deciding): Promise<Decided> {
  return withStaff(context, browser, {
    roles: ['approver'],
    async work(tx, actor, asked): Promise<Decided> {
      const not = on.shown ? await showToDecide(context, tx, { ...on.shown, decision: approvalOf(on.seen), actor, now: asked }) : null
      const number = normalNumber(on.seen.number)
      const found = number === null ? null : await readCaseByNumber(tx, number)
      const row = found && (await lockWithHolder(tx, found.id))
      const now = await context.clock(tx)
      if (!row) return { outcome: 'not_taken' }
      if (row.version === on.seen.version + 1 && row.moved_by === actor.id) {
        const done = on.already?.(row, actor)
        if (done) {
          if (on.shown && not?.outcome === 'not_shown' && not.answered) await takeBackTry(context, tx, on.shown.source)
          return done
        }
      }
      const inHand = await takeInHand(context, tx, { row, now })
      if (row.version !== on.seen.version || inHand.facts.results !== on.seen.digest) return staleOf(tx, row)
      if (row.leased_by !== actor.id || row.ends_at <= now) return { outcome: 'not_taken' }
      return not ?? on.work(tx, { inHand, actor, now })
    },
  })
}

/** Who changed a case last, and when, as the record has it; without a name: no member of staff. */
export async function staleOf(tx: Tx, row: { id: string; moved_at: Date }): Promise<Stale> {
  const last = await readLastChange(tx, row.id)
  return { outcome: 'stale', who: (await staffName(tx, last?.staffId ?? null)) || null, at: last?.at ?? row.moved_at }
}
