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

  it.each([
    ['a Sunday to the Monday after', '2025-08-10', '08-11'],
    ['a Monday not at all', '2026-08-10', '08-10'],
    ['a Tuesday to the Monday before', '2027-08-10', '08-09'],
    ['a Wednesday to the Friday of its week', '2022-08-10', '08-12'],
    ['a Thursday to the Friday of its week', '2028-08-10', '08-11'],
    ['a Friday not at all', '2029-08-10', '08-10'],
    ['a Saturday to the Friday before', '2024-08-10', '08-09'],
  ])('move %s', (_how, original, kept) => {
    const year = original.slice(0, 4)
    const inAugust = nationalHolidays(Number(year)).filter((date) => date.startsWith(`${year}-08`))
    expect(inAugust).toEqual([`${year}-${kept}`])
  })

  it.each([
    ['Monday and Tuesday stay', 2026, ['11-02', '11-03']],
    ['Tuesday and Wednesday move to Monday and Tuesday', 2027, ['11-01', '11-02']],
    ['Wednesday and Thursday move to Thursday and Friday', 2022, ['11-03', '11-04']],
    ['Thursday and Friday stay', 2028, ['11-02', '11-03']],
    ['Friday and Saturday move to Thursday and Friday', 2029, ['11-01', '11-02']],
    ['Saturday and Sunday move to Friday and Monday', 2024, ['11-01', '11-04']],
    ['Sunday and Monday move to Monday and Tuesday', 2025, ['11-03', '11-04']],
  ])('keep the second and third of November as a pair: %s', (_how, year, kept) => {
    const inNovember = nationalHolidays(year).filter((date) => date.startsWith(`${year}-11`))
    expect(inNovember.map((date) => date.slice(5))).toEqual(kept)
  })

  it.each([2025, 2030, 2031])('leave the first of January, Carnival and Christmas of %i where they are in the middle of a week', (year) => {
    const days = nationalHolidays(year)
    expect(days).toContain(`${year}-01-01`)
    expect(days).toContain(`${year}-12-25`)
    expect(days.filter((date) => /-0[23]-/.test(date)).map(weekday)).toEqual(expect.arrayContaining([1, 2]))
  })

  it('are Good Friday, and neither the Thursday before nor the tenth of September', () => {
    expect(isWorkingDay('2026-04-03', none)).toBe(false)
    expect(isWorkingDay('2026-04-02', none)).toBe(true)
    expect(isWorkingDay('2026-09-10', none)).toBe(true)
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

describe('the days of a canton', () => {
  const holidays = {
    ...none,
    cantons: { Quito: { yearly: ['12-06'], add: ['2026-05-20'] }, Guayaquil: { yearly: ['07-25'], add: [] }, Año: { yearly: ['12-31', '02-29'], add: [] } },
  }
  const off = (date: string, ...cantons: string[]) => !isWorkingDay(date, holidays, cantons)

  it('are holidays there alone, moved as the national ones are', () => {
    // 6 December 2026 is a Sunday, 2027 a Monday, 2028 a Wednesday.
    expect(['2026-12-07', '2027-12-06', '2028-12-08'].map((date) => off(date, 'Quito'))).toEqual([true, true, true])
    expect(['2026-12-07', '2027-12-06', '2028-12-08'].map((date) => off(date, 'Guayaquil'))).toEqual([false, false, false])
    expect(off('2028-12-06', 'Quito')).toBe(false)
    expect([off('2026-05-20', 'Quito'), off('2026-05-20')]).toEqual([true, false])
  })

  it('are those of every canton given, however it is written, and of no unknown one', () => {
    expect(off('2027-12-06', 'Guayaquil', ' QUITO')).toBe(true)
    // 25 July 2028 is a Tuesday.
    expect([off('2028-07-24', 'guayaquil', 'Quito'), off('2028-07-24', 'Cuenca')]).toEqual([true, false])
    expect(off('2032-12-31', 'ANO')).toBe(true)
  })

  it('move over the end of a year, and a day that a year does not have is none', () => {
    // 31 December 2028 is a Sunday: kept on Monday, 1 January 2029, a holiday all the same. In 2027 it is a Friday.
    expect([off('2029-01-01', 'Año'), off('2027-12-31', 'Año'), off('2027-03-01', 'Año')]).toEqual([true, true, false])
    // 29 February 2028 is a Tuesday, kept on the Monday; both are Carnival, too.
    expect(off('2028-02-28', 'Año')).toBe(true)
  })

  it('give way to a day that the institution says is worked, and not to one that it says is not', () => {
    expect(isWorkingDay('2027-12-06', { ...holidays, remove: ['2027-12-06'] }, ['Quito'])).toBe(true)
    expect(isWorkingDay('2027-12-06', { ...holidays, add: ['2027-12-06'], remove: ['2027-12-06'] }, ['Quito'])).toBe(false)
  })

  it('do not count in a term, the office’s and the applicant’s alike', () => {
    const at = new Date('2027-12-03T15:00:00Z')
    const end = (...cantons: string[]) => endOfWorkingDay(at, 1, { timeZone: 'America/Guayaquil', holidays, cantons }).toISOString().slice(0, 10)
    expect([end(), end('Guayaquil'), end('Guayaquil', 'Quito')]).toEqual(['2027-12-07', '2027-12-07', '2027-12-08'])
  })
})
