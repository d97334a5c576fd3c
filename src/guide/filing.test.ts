import { describe, expect, it } from 'vitest'
import { demoInstitution } from '../demo/institution.ts'
import { InstitutionSchema } from '../institution.ts'
import { filingDatesNear } from './filing.ts'

const none = { add: [], remove: [] }
const policy = { filingDaysBefore: 5, filingDaysAfter: 3, officeTakesAtMost: 3 }
const name = { es: 'la planilla', en: 'the payroll form' }
const reason = { es: 'lluvias', en: 'rain' }
const filing = { name, dueDay: 15, rollsPastWeekendsAndHolidays: true, overrides: [] }
type Filing = NonNullable<Parameters<typeof filingDatesNear>[0]>

const near = (given: Filing | undefined, today: string, holidays: { add: string[]; remove: string[] } = none) =>
  filingDatesNear(given, { today, holidays, policy }).map(({ canton, due, when, officeInTime }) => [canton, due, when, officeInTime])

describe('the filing date', () => {
  // 15 October 2026 is a Thursday; the 9th a holiday; 15 November 2026 is a Sunday; 15 August 2026 a Saturday.
  it.each([
    ['2026-10-09', [], 'six days before it is not near'],
    ['2026-10-10', [[null, '2026-10-15', 'before', true]], 'five days before'],
    ['2026-10-12', [[null, '2026-10-15', 'before', true]], 'three working days before, an office may still be in time'],
    ['2026-10-13', [[null, '2026-10-15', 'before', false]], 'two working days before, it may not'],
    ['2026-10-15', [[null, '2026-10-15', 'today', false]], 'on the day'],
    ['2026-10-16', [[null, '2026-10-15', 'after', false]], 'the day after'],
    ['2026-10-18', [[null, '2026-10-15', 'after', false]], 'three days after'],
    ['2026-10-19', [], 'four days after it is past'],
    ['2026-11-15', [[null, '2026-11-16', 'before', false]], 'a Sunday rolls to Monday'],
    ['2026-11-16', [[null, '2026-11-16', 'today', false]], 'and is due then'],
    ['2026-08-17', [[null, '2026-08-17', 'today', false]], 'a Saturday rolls to Monday'],
  ])('on %s: %j: %s', (today, expected, _what) => {
    expect(near(filing, today)).toEqual(expected)
  })

  it('rolls past a holiday of the institution, and stays where the institution does not roll', () => {
    expect(near(filing, '2026-10-16', { add: ['2026-10-15'], remove: [] })).toEqual([[null, '2026-10-16', 'today', false]])
    expect(near({ ...filing, rollsPastWeekendsAndHolidays: false }, '2026-11-15')).toEqual([[null, '2026-11-15', 'today', false]])
  })

  it('of the next month is near at the end of this one, also over the end of the year', () => {
    const early = { ...filing, dueDay: 2 }
    expect(near(early, '2026-09-30')).toEqual([[null, '2026-10-02', 'before', false]])
    expect(near(early, '2026-12-31')).toEqual([[null, '2027-01-04', 'before', false]])
    expect(near({ ...filing, dueDay: 28 }, '2027-01-30')).toEqual([[null, '2027-01-28', 'after', false]])
  })

  it('is moved for everybody by an override, which takes the place of the ordinary date', () => {
    const moved = { ...filing, overrides: [{ month: '2026-11', due: '2026-12-02', reason }] }
    expect(near(moved, '2026-11-16')).toEqual([])
    expect(near(moved, '2026-11-30')).toEqual([[null, '2026-12-02', 'before', false]])
    expect(near(moved, '2026-12-02')).toEqual([[null, '2026-12-02', 'today', false]])
  })

  it('is moved for one canton beside everybody’s, and everybody’s is told first', () => {
    const some = {
      ...filing,
      overrides: [
        { month: '2026-11', due: '2026-11-20', canton: 'Quito', reason },
        { month: '2026-11', due: '2026-11-18', canton: 'Ambato', reason },
      ],
    }
    expect(near(some, '2026-11-17')).toEqual([
      [null, '2026-11-16', 'after', false],
      ['Ambato', '2026-11-18', 'before', false],
      ['Quito', '2026-11-20', 'before', true],
    ])
    expect(near(some, '2026-11-21')).toEqual([
      ['Ambato', '2026-11-18', 'after', false],
      ['Quito', '2026-11-20', 'after', false],
    ])
  })

  it('is not spoken of by an institution without one', () => {
    expect(near(undefined, '2026-10-15')).toEqual([])
  })
})

describe('the calendar in institution.json', () => {
  const problems = (given: unknown) => {
    const { policy: _policy, ...rest } = demoInstitution
    const parsed = InstitutionSchema.safeParse({ ...rest, filing: given })
    return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  }

  it('is taken with its overrides, and rolls unless it says otherwise', () => {
    expect(problems({ name, dueDay: 15, overrides: [{ month: '2026-11', due: '2026-11-20', canton: 'Quito', reason }] })).toEqual([])
  })

  it.each([
    [{ name, dueDay: 15, dueHour: 9 }, 'filing: Unrecognized key: "dueHour"'],
    [{ name, dueDay: 31 }, 'filing.dueDay: Too big: expected number to be <=28'],
    [{ name, dueDay: 15, overrides: [{ month: '2026-13', due: '2026-11-20', reason }] }, 'filing.overrides.0.month: must be a month such as 2026-11'],
    [{ name, dueDay: 15, overrides: [{ month: '2026-11', due: '2026-11-31', reason }] }, 'filing.overrides.0.due: must be a date such as 2026-12-24'],
    [
      { name, dueDay: 15, overrides: [{ month: '2026-11', due: '2027-11-20', reason }] },
      'filing.overrides.0.due: must be in the month it moves or in the one after',
    ],
    [
      {
        name,
        dueDay: 15,
        overrides: [
          { month: '2026-11', due: '2026-11-20', reason },
          { month: '2026-11', due: '2026-11-21', reason },
        ],
      },
      'filing.overrides: move the date of one month and canton twice',
    ],
  ])('%j is refused by name', (given, problem) => {
    expect(problems(given)).toEqual([problem])
  })
})
