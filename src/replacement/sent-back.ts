import type { VoidCause } from '../audit/audit.ts'
import type { ReplacementState } from './replacement.ts'

// Why a case is examined again that had come further, as the record has it, oldest first. Nothing here reads the clock or the database.

/** The steps of a case that do; `doubted`: it stayed where it was, and something that was found of it counts no more. */
export const sendsBack = ['examined_changed', 'decision_doubted', 'resolve'] as const
export type SentBack = { at: Date; event: (typeof sendsBack)[number] | 'doubted'; from: ReplacementState | null; because: VoidCause | null }

const isDecided = (state: ReplacementState | null) => state === 'approved' || state === 'waiting' || state === 'ready'

/** The approvals that count no more, and why. */
export const voidedApprovals = (all: readonly SentBack[]) =>
  all.flatMap(({ event, from, at, because }) => (event !== 'resolve' && isDecided(from) ? [{ at, because }] : []))

/**
 * From when the office's term runs: the first identity step, or since it had decided, or somebody objected, the step that gave it the case anew. What
 * had been decided in time is not late because it counts no more. What nobody had decided is: whatever goes on inside the institution is its own time.
 */
export function termFrom(identityAt: Date | null, all: readonly SentBack[]): Date | null {
  const anew = all.findLast(({ event, from }) => event === 'resolve' || (event === 'examined_changed' && isDecided(from)))
  return anew && (identityAt === null || anew.at > identityAt) ? anew.at : identityAt
}

/** Why the applicant waits again. `changed`: they need not know what exactly. */
export type WhyAgain = 'register_changed' | 'work_in_doubt' | 'changed' | 'resolved' | 'decided_again'

/** Null: it is not examined again, or they read something else instead. */
export function whyAgain(state: ReplacementState, all: readonly SentBack[]): WhyAgain | null {
  if (state === 'disputed') return all.findLast(({ event }) => event !== 'doubted')?.event === 'decision_doubted' ? 'decided_again' : null
  const last = all.at(-1)
  if (last === undefined || (state !== 'in_review' && state !== 'awaiting_applicant' && state !== 'proposed')) return null
  switch (last.event) {
    case 'resolve':
      return 'resolved'
    case 'doubted':
      return 'work_in_doubt'
    case 'examined_changed':
    case 'decision_doubted':
      return last.because === 'register_changed' || last.because === 'work_in_doubt' ? last.because : 'changed'
  }
}
