import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyRing, createThrowawayKeyRing, type KeyRing } from '../keys.ts'
import { standardPolicy as policy } from '../policy.ts'
import { Secret } from '../secret.ts'
import { hardness, makePuzzle, readPuzzle } from './proof-of-work.ts'

describe('how hard a puzzle is', () => {
  it.each([
    [[0, 0], 1],
    [[9, 9], 1],
    [[10, 10], 2],
    [[19, 19], 2],
    [[20, 20], 4],
    [[30, 30], 8],
    [[40, 40], 10],
    [[100_000, 0], 10],
    [[0, 39], 1],
    [[0, 40], 2],
    [[0, 0, 159], 1],
    [[0, 0, 160], 2],
  ])('after %j starts in the hour from its networks is %i', (starts, factor) => {
    expect(hardness(starts, policy)).toBe(factor)
  })

  it('never falls when there are more starts, and never passes ten', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5000), { minLength: 2, maxLength: 3 }), fc.nat(2), (starts, tier) => {
        const more = starts.map((count, at) => (at === tier ? count + 1 : count))
        expect(hardness(more, policy)).toBeGreaterThanOrEqual(hardness(starts, policy))
        expect(hardness(more, policy)).toBeLessThanOrEqual(10)
      }),
    )
  })
})

const make = (keys: KeyRing) => makePuzzle(keys, { form: 'recovery', hardness: 1, nextInt: () => 0, now: new Date(), policy })
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
async function solved(keys: KeyRing) {
  const challenge = await make(keys)
  return { challenge, solution: await solveChallenge({ challenge, deriveKey, counterStart: 500 }) }
}

describe('a solved puzzle', () => {
  it('is read back, also after the key ring got a new version', async () => {
    const old = { version: 1, key: new Secret('A'.repeat(43)) }
    const field = encode(await solved(createKeyRing([old])))
    const rotated = createKeyRing([old, { version: 2, key: new Secret('B'.repeat(43)) }])
    expect(await readPuzzle(rotated, field)).toMatchObject({ form: 'recovery', hardness: 1 })
    expect(await readPuzzle(createThrowawayKeyRing(), field)).toBe('invalid')
  })

  it('cannot be made easier, younger, or for another form, and its answer cannot be made up', async () => {
    const keys = createThrowawayKeyRing()
    const good = await solved(keys)
    const { parameters } = good.challenge
    const data = parameters.data as Record<string, unknown>
    const withParameters = (more: object) => ({ ...good, challenge: { ...good.challenge, parameters: { ...parameters, ...more } } })
    expect(await readPuzzle(keys, encode(good))).not.toBe('invalid')
    for (const forged of [
      withParameters({ data: { ...data, hardness: 10 } }),
      withParameters({ data: { ...data, made: Date.now() + 1e9 } }),
      withParameters({ data: { ...data, form: 'other' } }),
      withParameters({ nonce: 'fresh' }),
      withParameters({ cost: 1 }),
      withParameters({ keySignature: undefined }),
      withParameters({ expiresAt: undefined }),
      { ...good, challenge: { ...good.challenge, signature: '' } },
      { ...good, solution: { ...good.solution, derivedKey: '00' } },
      { ...good, solution: { counter: 1, derivedKey: '' } },
      { challenge: good.challenge },
    ]) {
      expect(await readPuzzle(keys, encode(forged)), JSON.stringify(forged)).toBe('invalid')
    }
  })

  it.each([
    'x',
    '{}',
    'null',
    '%%%',
    encode([]),
    encode({ challenge: null }),
    encode('"'.repeat(1000)),
    Buffer.from('['.repeat(40_000)).toString('base64'),
    encode({ __proto__: { challenge: 1 } }),
  ])('is not %s', async (field) => {
    expect(await readPuzzle(createThrowawayKeyRing(), field)).toBe('invalid')
  })

  it('is checked for its signature before any work is done for it', async () => {
    const keys = createThrowawayKeyRing()
    const good = await solved(keys)
    const costly = { ...good, challenge: { ...good.challenge, parameters: { ...good.challenge.parameters, cost: 2_000_000_000, keySignature: undefined } } }
    const before = performance.now()
    expect(await readPuzzle(keys, encode(costly))).toBe('invalid')
    expect(performance.now() - before).toBeLessThan(1000)
  })

  it('is absent when the field is', async () => {
    for (const field of [undefined, '']) expect(await readPuzzle(createThrowawayKeyRing(), field)).toBe('absent')
  })
})
