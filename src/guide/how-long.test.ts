import { describe, expect, it } from 'vitest'
import { howLong, roundUp } from './how-long.ts'

const minute = 60_000
const policy = { timesMeasuredFrom: 30, recoveryTakesAtLeast: 10 * minute, recoveryTakesAtMost: 30 * minute }
const estimate = { measured: false, atLeast: 10 * minute, atMost: 30 * minute }

describe('how long it takes', () => {
  it('is the estimate of the policy, and says so, until there are enough cases', () => {
    expect(howLong(null, policy)).toEqual(estimate)
    expect(howLong({ cases: 29, median: minute, nineInTen: minute }, policy)).toEqual(estimate)
  })

  it('is what the cases took from then on, rounded up', () => {
    expect(howLong({ cases: 30, median: 6 * minute, nineInTen: 21 * minute }, policy)).toEqual({ measured: true, median: 10 * minute, nineInTen: 25 * minute })
  })

  it.each([
    [0, 5],
    [1, 5],
    [5 * minute, 5],
    [5 * minute + 1, 10],
    [116 * minute, 120],
    [121 * minute, 180],
    [48 * 60 * minute, 48 * 60],
    [48 * 60 * minute + 1, 72 * 60],
  ])('%i milliseconds are said as %i minutes', (milliseconds, minutes) => {
    expect(roundUp(milliseconds)).toBe(minutes * minute)
  })
})
