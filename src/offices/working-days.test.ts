import { describe, expect, it } from 'vitest'
import { weekday } from './calendar-date.ts'
import { endOfWorkingDay, isWorkingDay, nationalHolidays } from './working-days.ts'

const none = { add: [], remove: [] }

describe('national holidays', () => {
  // 2026-01-02 was added by decree, so it is an override and not in the list.
  it.each([
    [2026, '01-01 02-16 02-17 04-03 05-01 05-25 08-10 10-09 11-02 11-03 12-25'],
    [2027, '01-01 02-08 02-09 03-26 04-30 05-24 08-09 10-08 11-01 11-02'],
    [2028, '02-28 02-29 04-14 05-01 05-26 08-11 10-09 11-02 11-03 12-25'],
  ])('fall in %i on the days announced', (year, days) => {
    const found = nationalHolidays(year).filter((date) => ![0, 6].includes(weekday(date)))
    expect(found.map((date) => date.slice(5)).sort()).toEqual(days.split(' '))
  })

  it('makes the original date of a moved day a working day', () => {
    expect(isWorkingDay('2027-08-10', none)).toBe(true)
    expect(isWorkingDay('2027-08-09', none)).toBe(false)
  })

  it('takes days added and removed by the institution', () => {
    expect(isWorkingDay('2026-01-02', none)).toBe(true)
    expect(isWorkingDay('2026-01-02', { add: ['2026-01-02'], remove: [] })).toBe(false)
    expect(isWorkingDay('2026-12-25', { add: [], remove: ['2026-12-25'] })).toBe(true)
  })
})

it('counts working days from the next day, over a weekend and a holiday, to the end of the day in Guayaquil', () => {
  const calendar = { timeZone: 'America/Guayaquil', holidays: none }
  // Thursday 8 October 2026, 20:00 in Guayaquil; Friday the 9th is a holiday.
  expect(endOfWorkingDay(new Date('2026-10-09T01:00:00Z'), 2, calendar).toISOString()).toBe('2026-10-14T04:59:59.999Z')
})
