import type { Decision } from '../../../staff/passkeys/challenge.ts'

// How a dispute is resolved: somebody was right, for a coded reason. Nothing here reads the clock or the database.

/** Which kind of case is disputed: one with an office, or one online. */
export const disputesOf = ['replacement', 'recovery', 'unlock'] as const
export type DisputeOf = (typeof disputesOf)[number]

/** The contact said that it was a mistake: how the supervisor knows. */
const withdrawals = ['withdrew_in_person', 'withdrew_by_call', 'withdrew_in_writing'] as const

export const resolveReasons = {
  applicant_was_right: ['representation_shown', 'contact_was_an_old_one', ...withdrawals],
  contact_was_right: ['did_not_represent', 'false_document', 'applicant_withdrew'],
} as const
export type DisputeOutcome = keyof typeof resolveReasons
export type ResolveReason = (typeof resolveReasons)[DisputeOutcome][number]

export type Answer = { outcome: DisputeOutcome; reason: ResolveReason }

/** Every answer that a supervisor can give: an outcome, with a reason for it. */
export const answers = (Object.keys(resolveReasons) as DisputeOutcome[]).flatMap((outcome) => resolveReasons[outcome].map((reason) => ({ outcome, reason })))

/** Whether the contacts that stopped it count no more: not where they said themselves that it was a mistake. */
export const suspendsContacts = ({ outcome, reason }: Answer) => outcome === 'applicant_was_right' && !withdrawals.some((withdrawal) => withdrawal === reason)

/** `note`: for whoever works on a case with an office from then on; empty: none. */
export type Resolution = { of: DisputeOf; id: string; version: number; answer: Answer; note: string }

/** What the passkey of a supervisor signs: this answer to this dispute, as the page showed it. */
export const resolutionOf = ({ of, id, version, answer, note }: Resolution): Decision => ({
  act: 'resolve_dispute',
  on: [of, id, version, answer.outcome, answer.reason, note],
})

/** `took_part`: it is their own case, or they examined or approved it. */
export type DisputeRefused = { outcome: 'not_disputed' } | { outcome: 'took_part' }

/** Why a supervisor holds a holder. */
export const holdReasons = ['theft_reported', 'court_order', 'false_document', 'inside_help'] as const
export type HoldReason = (typeof holdReasons)[number]
