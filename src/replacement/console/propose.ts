import type { Context } from '../../context.ts'
import type { StaffBrowser } from '../../staff/enter-office.ts'
import { moveCase } from '../facts.ts'
import type { RejectReason } from '../replacement.ts'
import { type Refused, workOnCase } from './enter-case.ts'

export type Proposal = { decision: 'approve' } | { decision: 'reject'; reason: RejectReason }

/** Proposes how a case ends. It leaves the agent's hands: somebody else decides. */
export function propose(
  context: Context,
  browser: StaffBrowser,
  on: { number: string; version: number; proposal: Proposal },
): Promise<{ outcome: 'proposed' | 'incomplete' } | Refused> {
  return workOnCase<{ outcome: 'proposed' | 'incomplete' }>(context, browser, {
    ...on,
    async work(tx, { actor, now, inHand }) {
      const { proposal } = on
      const moved = await moveCase(context, tx, {
        inHand,
        event: { type: 'propose', proposal: proposal.decision, by: actor },
        now,
        patch: { proposed_by: actor.id, proposed_at: now, reject_reason: proposal.decision === 'reject' ? proposal.reason : null },
      })
      if (moved.outcome === 'moved') return { outcome: 'proposed' }
      return { outcome: moved.why === 'everything_met' ? 'incomplete' : 'out_of_order' }
    },
  })
}
