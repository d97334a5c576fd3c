import { describe, expect, it } from 'vitest'
import { howLong, howLongAtOffice, roundUp } from './how-long.ts'

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

  it('is of an office in working days by estimate, and then what its cases took', () => {
    const days = { timesMeasuredFrom: 30, officeTakesAtLeast: 1, officeTakesAtMost: 3 }
    const took = { median: 30 * 60 * minute, nineInTen: 100 * 60 * minute }
    expect(howLongAtOffice(null, days)).toEqual({ measured: false, fromDays: 1, toDays: 3 })
    expect(howLongAtOffice({ cases: 29, ...took }, days)).toEqual({ measured: false, fromDays: 1, toDays: 3 })
    expect(howLongAtOffice({ cases: 30, ...took }, days)).toEqual({ measured: true, median: 30 * 60 * minute, nineInTen: 120 * 60 * minute })
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
