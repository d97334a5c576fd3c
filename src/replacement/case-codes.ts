import { crockford, type Random } from '../random.ts'
import { Secret } from '../secret.ts'
import { bareCrockford } from './continuation.ts'

// What the codes of a case are compared as, and the code of an applicant's screen: 8 of Crockford's characters, 40 bits, for a quarter of an
// hour, with few tries, and only beside the number and the continuation code of the same case. A member of staff reads it out; alone it opens
// nothing.

const length = 8

export const generateScreenCode = (random: Pick<Random, 'pick'>) => new Secret(Array.from({ length }, () => random.pick(crockford)).join(''))

/** As it is shown: two groups of four. */
export const groupScreenCode = (code: Secret) => `${code.reveal().slice(0, 4)}-${code.reveal().slice(4)}`

/** The normal form of either code that finishes a case, digits or Crockford's characters; null: it cannot be one. */
export function normalLastCode(typed: string): string | null {
  const bare = bareCrockford(typed)
  const digits = /^\d{9,40}$/.test(bare)
  return digits || (bare.length === length && [...bare].every((character) => crockford.includes(character))) ? bare : null
}

/** A code to a contact, as it is compared: bound to its case, to what it is for and to the address that it was sent to. */
export const caseCodeValue = (of: { caseId: string; for: 'confirm' | 'activate'; contact: string; code: string }) =>
  `case:${of.for}:${of.caseId}:${of.contact}:${of.code}`

/** The code of a screen, as it is compared: bound to its case. */
export const screenCodeValue = (caseId: string, code: string) => `case:screen:${caseId}:${code}`
