import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createThrowawayKeyRing } from '../keys.ts'
import { crockford, systemRandom } from '../random.ts'
import { Secret } from '../secret.ts'
import { generateSavedCode, groupSavedCode, normalSavedCode, savedCodeHash, savedCodeHashes } from './saved-code.ts'

const code = fc.array(fc.constantFrom(...crockford), { minLength: 24, maxLength: 24 }).map((characters) => characters.join(''))

describe('a saved code', () => {
  it('has 24 of the 32 characters: 120 bits', () => {
    expect(crockford.length ** 24).toBe(2 ** 120)
    expect(generateSavedCode(systemRandom).reveal()).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/)
    expect(generateSavedCode(systemRandom).reveal()).not.toBe(generateSavedCode(systemRandom).reveal())
  })

  it('is printed in six groups, and read back from them', () => {
    expect(groupSavedCode(new Secret('ABCDEFGH0123456789JKMNPQ'))).toBe('ABCD-EFGH-0123-4567-89JK-MNPQ')
    fc.assert(fc.property(code, (plain) => normalSavedCode(groupSavedCode(new Secret(plain)))?.reveal() === plain))
  })

  it('is read in small letters, with spaces or hyphens, with O for 0 and I or L for 1', () => {
    const ways = code.chain((plain) =>
      fc
        .tuple(
          ...[...plain].map((character) =>
            fc.constantFrom(
              character,
              character.toLowerCase(),
              ` ${character}`,
              `${character}–`,
              ...(character === '0' ? ['O', 'o'] : []),
              ...(character === '1' ? ['I', 'i', 'L', 'l'] : []),
            ),
          ),
        )
        .map((typed) => ({ plain, typed: typed.join('') })),
    )
    fc.assert(fc.property(ways, ({ plain, typed }) => normalSavedCode(typed)?.reveal() === plain))
  })

  it.each([
    '',
    'ABCD',
    'ABCDEFGH0123456789JKMNP',
    'ABCDEFGH0123456789JKMNPQR',
    'UBCDEFGH0123456789JKMNPQ',
    'ÑBCDEFGH0123456789JKMNPQ',
    '💥BCDEFGH0123456789JKMNP',
  ])('is not "%s"', (typed) => {
    expect(normalSavedCode(typed)).toBeNull()
  })

  it('is kept as a keyed hash of its branch and its value', () => {
    const keys = createThrowawayKeyRing()
    const of = { branchId: 'a', code: new Secret('ABCDEFGH0123456789JKMNPQ') }
    expect(savedCodeHashes(keys, of)).toEqual([savedCodeHash(keys, of)])
    expect(savedCodeHash(keys, { ...of, branchId: 'b' })).not.toBe(savedCodeHash(keys, of))
    expect(savedCodeHash(createThrowawayKeyRing(), of)).not.toBe(savedCodeHash(keys, of))
  })
})
