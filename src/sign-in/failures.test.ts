import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standardPolicy } from '../policy.ts'
import { backOff, reachedBy, strangersBlocked } from './failures.ts'

const policy = { ...standardPolicy, signInFailuresPerSource: 30, signInBackOffAtMost: 15 * 60_000, signInFailuresBeforeBlock: 20 }

describe('failed sign-ins', () => {
  it.each([
    [0, 0],
    [29, 0],
    [30, 1000],
    [31, 2000],
    [35, 32_000],
    [39, 512_000],
    [40, 900_000],
    [5000, 900_000],
  ])('%i of a network in an hour make it wait %i ms', (failures, wait) => {
    expect(backOff(failures, policy)).toBe(wait)
  })

  it('block strangers after the twentieth, not at it', () => {
    expect([19, 20, 21, 400].map((tries) => strangersBlocked(tries, policy))).toEqual([false, false, true, true])
  })

  it('are told once at half the block and once at the block, whatever the policy', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), (signInFailuresBeforeBlock) => {
        const reached = Array.from({ length: 250 }, (_, at) => reachedBy(at + 1, { signInFailuresBeforeBlock })).filter((each) => each !== null)
        expect(reached).toEqual(['half', 'block'])
      }),
    )
  })
})
