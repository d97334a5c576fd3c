import { expect, it } from 'vitest'
import { standardPolicy as policy } from '../policy.ts'
import { freezableUntil } from './veto.ts'

const institution = { policy, timeZone: 'America/Guayaquil', holidays: { add: [], remove: [] } }
const until = (setAt: string) => freezableUntil(new Date(setAt), institution).toISOString()

it.each([
  ['on a Monday: 72 hours are later than the end of Wednesday', '2026-11-23T15:00:00Z', '2026-11-26T15:00:00.000Z'],
  ['on a Friday: the end of Tuesday is later than Monday', '2026-11-27T15:00:00Z', '2026-12-02T04:59:59.999Z'],
  ['before a long weekend: the end of the second day of work', '2026-10-30T15:00:00Z', '2026-11-06T04:59:59.999Z'],
])('a key set %s', (_when, setAt, expected) => {
  expect(until(setAt)).toBe(expected)
})

it('never less than 72 hours, nor less than two days of work', () => {
  for (let day = 0; day < 400; day += 1) {
    const setAt = new Date(Date.parse('2026-01-01T03:00:00Z') + day * 86_400_000)
    expect(freezableUntil(setAt, institution).getTime() - setAt.getTime()).toBeGreaterThanOrEqual(72 * 3_600_000)
  }
})
