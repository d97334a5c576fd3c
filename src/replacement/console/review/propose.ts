import type { Context } from '../../../context.ts'
import type { KeyKind } from '../../../credentials/credentials.ts'
import type { StaffBrowser } from '../../../staff/enter-office.ts'
import { moveCase } from '../../facts.ts'
import { type RejectReason, rejectReasons } from '../../replacement.ts'
import { type Refused, workOnCase } from '../enter-case.ts'

/** Why a rejection can be proposed: whether a case names anybody is settled before the review, and a person represents nobody. */
export const rejectionsOf = (kind: KeyKind) =>
  rejectReasons.filter((reason) => reason !== 'not_on_register' && (kind === 'employer' || reason !== 'not_representative'))

type Proposal = { number: string; version: number; decision: 'approve' | 'reject'; reason: RejectReason | null }
export type Proposed = { outcome: 'proposed' | 'incomplete' | 'no_such_reason' }

/** Proposes how a case ends. It leaves the agent's hands: somebody else decides. */
export function propose(context: Context, browser: StaffBrowser, { decision, reason, ...of }: Proposal): Promise<Proposed | Refused> {
  return workOnCase<Proposed>(context, browser, {
    ...of,
    async work(tx, { row, actor, now, inHand }) {
      const rejection = rejectionsOf(row.kind).find((each) => each === reason)
      if (decision === 'reject' && rejection === undefined) return { outcome: 'no_such_reason' }
      const moved = await moveCase(context, tx, {
        inHand,
        event: { type: 'propose', proposal: decision, by: actor },
        now,
        patch: { proposed_by: actor.id, proposed_at: now, reject_reason: decision === 'reject' ? rejection : null },
        tells: { proposal: decision, ...(decision === 'reject' && rejection ? { reason: rejection } : {}) },
      })
      if (moved.outcome === 'moved') return { outcome: 'proposed' }
      return { outcome: moved.why === 'everything_met' || moved.why === 'identity_stands' ? 'incomplete' : 'out_of_order' }
    },
  })
}
