import { describe, expect, it } from 'vitest'
import { replacementStates } from './replacement.ts'
import { calendarOfOffice, lastDayAfter, officeActsBy, type Pause, untilWhen } from './terms.ts'

const holidays = { add: [], remove: [], cantons: { Quito: { yearly: ['12-06'], add: [] }, Cuenca: { yearly: ['11-03'], add: ['2027-12-07'] } } }
const at = (day: string, hour = 10) => new Date(`${day}T${String(hour + 5).padStart(2, '0')}:00:00Z`)
const by = (identity: string, options: { pauses?: Pause[]; cantons?: string[]; workingDays?: number } = {}) =>
  officeActsBy({
    from: at(identity),
    pauses: options.pauses ?? [],
    workingDays: options.workingDays ?? 3,
    calendar: { timeZone: 'America/Guayaquil', holidays, cantons: options.cantons ?? [] },
  })

const offices = [
  { id: 'centro', canton: 'Quito' },
  { id: 'puerto', canton: 'Guayaquil' },
]
const until = (filed: string, office = 'centro') =>
  lastDayAfter(at(filed), 30 * 86_400_000, calendarOfOffice({ timeZone: 'America/Guayaquil', holidays, offices }, office)).toISOString()

it('gives the office its working days from the day after the identity step, over weekends and national holidays', () => {
  expect(by('2026-11-23')).toBe('2026-11-26')
  expect(by('2026-11-26')).toBe('2026-12-01')
  expect(by('2026-12-24')).toBe('2026-12-30')
})

it('counts neither the holidays of the office’s canton nor those of the employer’s', () => {
  // 6 December 2027 is a Monday; 7 December is Cuenca's alone.
  expect(by('2027-12-03', { workingDays: 1 })).toBe('2027-12-06')
  expect(by('2027-12-03', { workingDays: 1, cantons: ['Quito'] })).toBe('2027-12-07')
  expect(by('2027-12-03', { workingDays: 1, cantons: ['Quito', 'Cuenca'] })).toBe('2027-12-08')
})

it('stands still while the applicant is asked, and goes on with what was left', () => {
  const asked = { from: at('2026-11-24'), to: at('2026-12-10') }
  // Tuesday the 24th was the first day; two are left from the day after the answer.
  expect(by('2026-11-23', { pauses: [asked] })).toBe('2026-12-14')
  expect(by('2026-11-23', { pauses: [{ ...asked, to: null }] })).toBeNull()
  expect(by('2026-11-23', { pauses: [asked, { from: at('2026-12-11'), to: at('2026-12-15') }] })).toBe('2026-12-16')
})

it('counts what two questions wait for once, and a question answered on its own day not at all', () => {
  const asked = { from: at('2026-11-24'), to: at('2026-11-26') }
  expect(by('2026-11-23', { pauses: [asked, { from: at('2026-11-24', 12), to: at('2026-11-26', 12) }] })).toBe(by('2026-11-23', { pauses: [asked] }))
  expect(by('2026-11-23', { pauses: [{ from: at('2026-11-24', 9), to: at('2026-11-24', 16) }] })).toBe('2026-11-26')
})

it('reads days in the institution’s time zone: eight in the evening in Guayaquil is still that day', () => {
  expect(officeActsBy({ from: new Date('2026-11-24T01:00:00Z'), pauses: [], workingDays: 1, calendar: { timeZone: 'America/Guayaquil', holidays } })).toBe(
    '2026-11-24',
  )
})

it('gives somebody the whole of the day that is named', () => {
  expect(until('2026-11-23')).toBe('2026-12-24T04:59:59.999Z')
})

it('names no day on which the office is closed: a holiday, of its canton too, and a weekend move it on', () => {
  // Friday, 25 December; the Saturday and Sunday after it.
  for (const filed of ['2026-11-25', '2026-11-26', '2026-11-27']) expect(until(filed), filed).toBe('2026-12-29T04:59:59.999Z')
  // Monday, 7 December, for the 6th is a Sunday: a holiday of Quito alone.
  expect(until('2026-11-07')).toBe('2026-12-09T04:59:59.999Z')
  expect(until('2026-11-07', 'puerto')).toBe('2026-12-08T04:59:59.999Z')
})

describe('until when', () => {
  const standing = { movedAt: at('2026-11-23'), endsAt: at('2026-12-23'), waitEndsAt: at('2026-11-25'), termFrom: at('2026-11-23'), pauses: [] }
  const on = { now: at('2026-11-26'), policy: { officeTakesAtMost: 3, disputeWorkingDays: 1 }, calendar: { timeZone: 'America/Guayaquil', holidays } }

  it('says of every state whose turn it is', () => {
    expect(Object.fromEntries(replacementStates.map((state) => [state, untilWhen({ ...standing, state }, on).turn]))).toEqual({
      draft: 'applicant',
      submitted: 'applicant',
      in_review: 'office',
      awaiting_applicant: 'applicant',
      proposed: 'office',
      approved: 'applicant',
      waiting: 'nobody',
      ready: 'applicant',
      activated: 'nobody',
      rejected: 'nobody',
      cancelled: 'nobody',
      disputed: 'supervisor',
      expired: 'nobody',
    })
  })

  it('is the office’s last day, and over the day after', () => {
    expect(untilWhen({ ...standing, state: 'proposed' }, on)).toEqual({ turn: 'office', day: '2026-11-26', past: false })
    expect(untilWhen({ ...standing, state: 'proposed' }, { ...on, now: at('2026-11-27', 0) })).toEqual({ turn: 'office', day: '2026-11-26', past: true })
    expect(untilWhen({ ...standing, state: 'disputed' }, on)).toEqual({ turn: 'supervisor', day: '2026-11-24', past: true })
  })

  it('takes a question that was never answered as over when the case went on', () => {
    const pauses = [{ from: at('2026-11-23', 11), to: null }]
    for (const state of ['in_review', 'proposed'] as const)
      expect(untilWhen({ ...standing, state, termFrom: at('2026-11-25'), movedAt: at('2026-11-26'), pauses }, on)).toMatchObject({ day: '2026-11-30' })
  })

  it('is the applicant’s own time, or the end of the wait', () => {
    expect(untilWhen({ ...standing, state: 'awaiting_applicant' }, on)).toEqual({ turn: 'applicant', at: standing.endsAt })
    expect(untilWhen({ ...standing, state: 'waiting' }, on)).toEqual({ turn: 'nobody', at: standing.waitEndsAt })
    expect(untilWhen({ ...standing, state: 'waiting', waitEndsAt: null }, on)).toEqual({ turn: 'nobody', at: standing.endsAt })
  })
})
