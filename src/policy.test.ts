import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PolicySchema, standardPolicy } from './policy.ts'
import { parseDuration } from './policy-entry.ts'
import { policyTable } from './policy-table.ts'

it.each([
  ['PT10M', 600_000],
  ['P7D', 604_800_000],
  ['P1DT2H3M4S', 93_784_000],
  ['PT0S', 0],
])('%s is a length of time', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds)
})

it.each(['', 'P', 'PT', '10M', 'PT10', 'P1M', 'P1Y', 'PT-1M', 'PT1.5M', ' PT1M', 'pt1m', 'PT1M1H'])('%j is none', (text) => {
  expect(parseDuration(text)).toBeNull()
})

describe('a policy', () => {
  it('without values is the standard, and every standard lies within its own floor and ceiling', () => {
    expect(PolicySchema.parse({})).toEqual(standardPolicy)
    for (const [name, entry] of Object.entries(policyTable)) {
      const [floor, ceiling] = [entry.floor, entry.ceiling].map((edge) => (typeof edge === 'number' ? edge : (parseDuration(edge) ?? Number.NaN))) as [
        number,
        number,
      ]
      const standard = standardPolicy[name as keyof typeof policyTable]
      expect(standard >= floor && standard <= ceiling, name).toBe(true)
    }
  })

  it.each(Object.keys(policyTable) as (keyof typeof policyTable)[])('refuses %s below its floor and above its ceiling, and names it', (name) => {
    const { unit, floor, ceiling } = policyTable[name]
    const edge = (value: string | number, more: number) => (unit === 'count' ? Number(value) + more : `PT${(parseDuration(String(value)) ?? 0) / 1000 + more}S`)
    for (const [value, word] of [
      [edge(floor, -1), 'below its floor'],
      [edge(ceiling, 1), 'above its ceiling'],
    ] as const) {
      if (typeof value === 'string' && value.includes('-')) continue
      const { error } = PolicySchema.safeParse({ [name]: value })
      expect(error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join()).toContain(`${name} is ${word}`)
    }
  })

  it('refuses names that it does not know, values of another kind, and values that contradict each other', () => {
    expect(PolicySchema.safeParse({ codeDigit: 12 }).success).toBe(false)
    for (const value of ['12', 12.5, null, true, [12], Number.NaN]) expect(PolicySchema.safeParse({ codeDigits: value }).success, String(value)).toBe(false)
    for (const value of [600_000, 'ten minutes', null]) expect(PolicySchema.safeParse({ codeLifetime: value }).success, String(value)).toBe(false)
    expect(PolicySchema.safeParse({ linkLifetime: 'PT12H', linkLifetimeAtMost: 'PT2H' }).success).toBe(false)
    fc.assert(fc.property(fc.anything(), (value) => void PolicySchema.safeParse(value)))
  })
})
