import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { sendToApplicant } from './applicant-messages.ts'
import type { ApplicantMessageKind, ReplacementState } from './replacement.ts'
import type { CaseRow } from './store.ts'

// Who hears that a case moved. It belongs to the move itself, so that no verb forgets anybody.

type Move = { row: CaseRow; to: ReplacementState; now: Date }

/** What the applicant is told when a case comes into a state; null: nothing, or its verb says more. */
const applicantHears = {
  draft: null,
  submitted: null,
  in_review: null,
  awaiting_applicant: 'asked',
  proposed: null,
  approved: null,
  waiting: 'waiting',
  ready: 'ready',
  activated: 'activated',
  rejected: 'rejected',
  cancelled: 'cancelled',
  disputed: 'disputed',
  expired: 'expired',
} as const satisfies Record<ReplacementState, ApplicantMessageKind | null>

/** From here a case goes back to its review only when what was approved no longer holds, or a dispute was resolved: the applicant hears. */
const wentBack = ['approved', 'waiting', 'ready', 'disputed'] as const satisfies readonly ReplacementState[]

/**
 * Until the identity step the applicant is told nothing of a case: it may name nobody, and one that a contact stopped ends as silently as any
 * other. A rejection is told always: whoever filed it stood before an agent with the right document.
 */
export async function notifyMove(context: Pick<Context, 'jobs' | 'random'>, tx: Tx, { row, to, now }: Move) {
  if (to === row.state) return
  const kind = to === 'in_review' && wentBack.some((state) => state === row.state) ? 'examined_again' : applicantHears[to]
  if (kind !== null && row.contact === 'confirmed' && (row.identity_at !== null || to === 'rejected'))
    await sendToApplicant(context, tx, { caseId: row.id, kind, now })
}
