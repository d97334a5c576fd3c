import type { Institution } from '../../institution.ts'
import type { EmployerReason, ReplacementReason, ReplacementState } from '../replacement.ts'

// Which cases wait for an agent. Nothing here reads the clock or the database.
//
// A case is in the queue of its office from when its applicant came, and from the identity step on whenever it is the office's turn: when the
// applicant answered, an approver returned it, or a dispute was resolved. A filed case whose applicant has not come is in no queue.

export const workStates = ['submitted', 'in_review'] as const satisfies readonly ReplacementState[]

/** Why somebody works on a case of another office. */
export const accessReasons = ['applicant_is_here', 'office_is_closed', 'office_has_nobody', 'asked_by_supervisor'] as const
export type AccessReason = (typeof accessReasons)[number]

/** What a list shows of a case: nobody's data. */
export type CaseHead = {
  number: string
  kind: 'employer' | 'personal'
  reason: ReplacementReason | EmployerReason
  state: ReplacementState
  office: string | null
  since: Date
  back: Back | null
}

/** What of a case happened that gave it to the office: each the last time it did. */
export type Turns = { state: ReplacementState; proposedAt: Date | null; returnedAt: Date | null; answeredAt: Date | null; resolvedAt: Date | null }

/** Why a review that had been out of the office's hands goes on: an approver, the applicant or a supervisor did something, or what was examined changed. */
export type Back = 'returned' | 'answered' | 'resolved' | 'changed'

/** Why a case is with the office again; null: it never left, or is not with it. What came before the last proposal is settled by it. */
export function whyBack({ state, proposedAt, returnedAt, answeredAt, resolvedAt }: Turns): Back | null {
  if (state !== 'in_review') return null
  const since = [
    { why: 'returned' as const, at: returnedAt },
    { why: 'answered' as const, at: answeredAt },
    { why: 'resolved' as const, at: resolvedAt },
  ].flatMap(({ why, at }) => (at === null || (proposedAt !== null && at < proposedAt) ? [] : [{ why, at }]))
  const [last] = since.sort((a, b) => b.at.getTime() - a.at.getTime())
  return last?.why ?? (proposedAt === null ? null : 'changed')
}

/** Lists of work are counted so far: nobody needs to know more, and a long queue is looked at as quickly as a short one. */
export const countedAtMost = 100
/** `more`: there are more than that. */
export type Counted = { count: number; more: boolean }

export const counted = (found: number): Counted => ({ count: Math.min(found, countedAtMost), more: found > countedAtMost })

export const isWorkState = (state: ReplacementState) => workStates.some((each) => each === state)

/** Whether an account has to say why before it works on a case. */
export const isOfAnotherOffice = (of: { caseOffice: string | null; staffOffice: string | null }) => of.caseOffice !== of.staffOffice

export const officeName = ({ offices }: Pick<Institution, 'offices'>, id: string | null) => offices.find((office) => office.id === id)?.name ?? ''
