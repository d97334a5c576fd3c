import { expect, it } from 'vitest'
import { standardPolicy as policy } from '../policy.ts'
import { freezableUntil, waitEndsAt } from './veto.ts'

const institution = { policy, timeZone: 'America/Guayaquil', holidays: { add: [], remove: [], cantons: {} } }
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

it.each([
  ['on a Monday at noon: the end of Tuesday', '2026-11-23T17:00:00Z', '2026-11-25T04:59:59.999Z'],
  ['just before midnight: the end of the next day is a day away', '2026-11-24T04:59:00Z', '2026-11-25T04:59:59.999Z'],
  ['on a Friday: the end of Monday', '2026-11-27T15:00:00Z', '2026-12-01T04:59:59.999Z'],
  ['before a long weekend: the end of the first day of work', '2026-10-30T15:00:00Z', '2026-11-05T04:59:59.999Z'],
])('a wait that begins %s', (_when, beginsAt, expected) => {
  expect(waitEndsAt(new Date(beginsAt), institution).toISOString()).toBe(expected)
})

it('a wait leaves out the holidays of the cantons it is told of', () => {
  const cantons = { Quito: { yearly: ['12-06'], add: [] } }
  const ends = (of: string[]) =>
    waitEndsAt(new Date('2028-12-05T17:00:00Z'), { ...institution, holidays: { ...institution.holidays, cantons } }, of).toISOString()
  // 6 December 2028 is a Wednesday: it is kept on the Friday of its week.
  expect(ends([])).toBe('2028-12-07T04:59:59.999Z')
  expect(ends(['Quito'])).toBe('2028-12-07T04:59:59.999Z')
  const before = (of: string[]) =>
    waitEndsAt(new Date('2028-12-07T17:00:00Z'), { ...institution, holidays: { ...institution.holidays, cantons } }, of).toISOString()
  expect(before([])).toBe('2028-12-09T04:59:59.999Z')
  expect(before(['Quito'])).toBe('2028-12-12T04:59:59.999Z')
})

it('a wait is never less than a day and a day of work, nor than what policy asks for', () => {
  const longer = { ...institution, policy: { ...policy, waitAtLeast: 30 * 86_400_000, waitWorkingDays: 10 } }
  for (let hour = 0; hour < 400 * 24; hour += 7) {
    const beginsAt = new Date(Date.parse('2026-01-01T03:00:00Z') + hour * 3_600_000)
    expect(waitEndsAt(beginsAt, institution).getTime() - beginsAt.getTime()).toBeGreaterThanOrEqual(24 * 3_600_000)
    expect(waitEndsAt(beginsAt, longer).getTime() - beginsAt.getTime()).toBeGreaterThanOrEqual(30 * 86_400_000)
  }
})
