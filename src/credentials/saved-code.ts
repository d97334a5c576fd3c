import type { KeyRing } from '../keys.ts'
import { crockford, type Random } from '../random.ts'
import { Secret } from '../secret.ts'

// A saved recovery code: 24 of Crockford's characters, 120 bits. It is shown once, on paper or a screen, and only its keyed hash is kept,
// bound to the branch it was made for.

export const savedCodeLength = 24
const perGroup = 4

/** A new code in normal form. */
export const generateSavedCode = (random: Pick<Random, 'pick'>) => new Secret(Array.from({ length: savedCodeLength }, () => random.pick(crockford)).join(''))

/** As it is printed: six groups of four, with hyphens. */
export const groupSavedCode = (code: Secret) => code.reveal().replace(new RegExp(`(.{${perGroup}})(?=.)`, 'g'), '$1-')

/**
 * The normal form of what a person typed: without spaces and hyphens, in capitals, O read as 0, I and L as 1, as Crockford says. Null: it
 * cannot be a saved code.
 */
export function normalSavedCode(typed: string): Secret | null {
  const bare = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return bare.length === savedCodeLength && [...bare].every((character) => crockford.includes(character)) ? new Secret(bare) : null
}

type OfBranch = { branchId: string; code: Secret }
const value = ({ branchId, code }: OfBranch) => `${branchId}:${code.reveal()}`

/** The keyed hash to keep, of a code in normal form. */
export const savedCodeHash = (keys: KeyRing, of: OfBranch) => keys.mac('saved_code', value(of))

/** The same under every key version, for comparing. */
export const savedCodeHashes = (keys: KeyRing, of: OfBranch) => keys.macs('saved_code', value(of))
