import type { Policy } from '../../policy.ts'

// The rules of an import. A file changes what is registered only up to a share of it; above, a second operator has to look. Only what was
// there before counts: a new employer changes nobody's contacts.

export const importFormats = ['registry', 'people', 'sri'] as const
export type ImportFormat = (typeof importFormats)[number]

/**
 * What a file changes. `contacts`, `representatives`: of holders that were known before; `existing…`: how many the registry has, contacts of
 * the file's kind of holder. `newPeople`: whom no people file had named.
 */
export type Difference = {
  newEmployers: number
  newBranches: number
  newPeople: number
  contacts: number
  existingContacts: number
  representatives: number
  existingRepresentatives: number
}

/** Whether a change is too large for one operator. */
export function isHeld(difference: Difference, policy: Pick<Policy, 'importHeldAbove'>): boolean {
  const above = (changed: number, existing: number) => changed * 100 > existing * policy.importHeldAbove
  return above(difference.contacts, difference.existingContacts) || above(difference.representatives, difference.existingRepresentatives)
}

export type ConfirmRefusal = 'not_held' | 'same_operator'

/** Whether this operator may let a held import go on. Who started it may not; an import that a crash cut short may be finished by anybody. */
export const refuseConfirm = (held: { state: string; operator: string }, operator: string): ConfirmRefusal | null =>
  held.state !== 'held' ? 'not_held' : held.operator === operator ? 'same_operator' : null
