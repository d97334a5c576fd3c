import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Policy, PolicySchema, standardPolicy } from '../policy.ts'
import { parseDuration } from '../policy-entry.ts'
import { policyTable } from '../policy-table.ts'
import { guessingCeiling, guessingSum } from './guessing.ts'

const edges = Object.entries(policyTable).map(([name, { floor, ceiling }]) => [name, [floor, ceiling].map(asValue)] as const)
function asValue(edge: string | number): number {
  return typeof edge === 'number' ? edge : (parseDuration(edge) ?? Number.NaN)
}
const asWritten = (name: string, value: number) => (policyTable[name as keyof Policy].unit === 'count' ? value : `PT${Math.round(value / 1000)}S`)

it('a year of attack on the whole registry finds a code with a chance below 1 %, at the standard values', () => {
  // The arithmetic of the design, for comparison: 400,000 holders × 100 wrong × 3 live codes ÷ 10¹².
  expect((400_000 * 100 * 3) / 10 ** 12).toBeCloseTo(0.0001, 4)
  expect(guessingSum(standardPolicy)).toBeGreaterThan(0.0001)
  expect(guessingSum(standardPolicy)).toBeLessThan(guessingCeiling)
})

it('counts what offices add: continuation codes, codes to new contacts and codes of screens', () => {
  const holders = 4_400_000 * (((100 + 3 * 5) * 3 * 3 * 2) / 10 ** 12 + (365 * 34 * 3 * 2 * 5) / 10 ** 16)
  const offices = guessingSum(standardPolicy) - holders
  expect(offices).toBeGreaterThan(1_000_000 * ((100 + 3 * 5) / 10 ** 12))
  expect(offices).toBeLessThan(0.0003)
})

it('stays below it for every combination of permitted values that is accepted', () => {
  const values = fc.record(
    Object.fromEntries(
      edges.map(([name, [floor = 0, ceiling = 0]]) => [name, fc.oneof(fc.constantFrom(floor, ceiling), fc.integer({ min: floor, max: ceiling }))]),
    ),
  )
  let accepted = 0
  fc.assert(
    fc.property(values, (chosen) => {
      const parsed = PolicySchema.safeParse(Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, asWritten(name, value)])))
      if (!parsed.success) return
      accepted += 1
      expect(guessingSum(parsed.data)).toBeLessThan(0.01)
    }),
    { numRuns: 2000 },
  )
  expect(accepted).toBeGreaterThan(20)
})

it('the worst of each value together is refused, and the refusal names what to change', () => {
  const worst = { messagesPerHour: 10, messagesPerDayBeforeSlow: 30, codeTries: 10, wrongCodesMemory: 'P30D' }
  const refused = PolicySchema.safeParse(worst)
  expect(refused.error?.issues.map((issue) => issue.message)).toEqual([
    expect.stringMatching(/too easy to guess.*codeDigits.*messagesPerHour.*wrongCodesMemory/),
  ])
  expect(PolicySchema.safeParse({ ...worst, codeDigits: 15 }).success).toBe(true)
})

it.each([
  ['longer codes', { codeDigits: 13 }, -1],
  ['longer codes after many wrong ones', { longCodeDigits: 17 }, -1],
  ['more messages', { messagesPerHour: 4 }, 1],
  ['more messages a day', { messagesPerDayBeforeSlow: 11 }, 1],
  ['more tries', { codeTries: 6 }, 1],
  ['more wrong ones before', { wrongCodesBeforeLong: 101 }, 1],
  ['forgetting sooner', { wrongCodesMemory: standardPolicy.wrongCodesMemory / 2 }, 1],
] as const)('%s count', (_what, change, sign) => {
  expect(Math.sign(guessingSum({ ...standardPolicy, ...change }) - guessingSum(standardPolicy))).toBe(sign)
})
