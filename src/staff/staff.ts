// The rules of staff. A person is one account; roles say what it may do; nobody approves in the first days of an account.

export const staffRoles = ['agent', 'approver', 'supervisor', 'auditor', 'administrator'] as const
export type StaffRole = (typeof staffRoles)[number]
export const staffStates = ['invited', 'active', 'removed'] as const
export type StaffState = (typeof staffStates)[number]

/** What one administrator asks for and another confirms. */
export type StaffChangeKind = 'new_link' | 'details'
export type StaffMessageKind =
  | 'enrolment_link'
  | 'invited'
  | 'confirmed'
  | 'change_asked'
  | 'changed'
  | 'change_withdrawn'
  | 'removed'
  | 'work_voided'
  | 'passkey_added'
  | 'passkey_removed'

/** A name as it is kept: on one line, and without what nobody sees, by which two could look alike. */
export const tidyName = (typed: string) =>
  typed
    .normalize('NFC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 100)
    .trimEnd()

/** Letters of one alphabet: those of another look like ours and are not. */
export const isName = (name: string) => /\p{L}/u.test(name) && !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(name)

/** As much of an account as says whether it still administers others. */
export type Asker = { id: string; state: StaffState; roles: readonly StaffRole[] }
export type WhyNotConfirm = 'self' | 'asked_by_you' | 'asker_gone'

/**
 * Why an administrator may not settle something; null: may. Nobody does it for themselves, whoever asked does not confirm, and what was asked by
 * somebody who is no administrator any more is nobody's wish. `asker`: null: an operator.
 */
export function whyNotConfirm(on: { by: string; about: string; asker: Asker | null }): WhyNotConfirm | null {
  if (on.by === on.about) return 'self'
  if (on.by === on.asker?.id) return 'asked_by_you'
  return on.asker === null || (on.asker.state === 'active' && on.asker.roles.includes('administrator')) ? null : 'asker_gone'
}

/** Whether the work of a removed account was left to stand when it was removed: then it can be put in doubt later. */
export const mayVoidWork = ({ removed_at: removed, work_voided_at: voided }: { removed_at: Date | null; work_voided_at: Date | null }) =>
  removed !== null && (voided === null || voided < removed)

/** From when an account may approve after its roles changed: who newly decides on cases waits as long as who is new. */
export function approvesFromAfter(change: { before: readonly StaffRole[]; after: readonly StaffRole[]; approvesFrom: Date; now: Date; wait: number }): Date {
  const decides = (roles: readonly StaffRole[]) => roles.filter((role) => role === 'approver' || role === 'supervisor')
  const gains = decides(change.after).some((role) => !change.before.includes(role))
  return gains ? new Date(Math.max(change.approvesFrom.getTime(), change.now.getTime() + change.wait)) : change.approvesFrom
}

/** Who of the staff does something: the account of a session that lives. */
export type StaffActor = {
  id: string
  nationalId: string
  name: string
  /** Of institution.json; null where the account is of none. */
  office: string | null
  roles: readonly StaffRole[]
  approvesFrom: Date
}
