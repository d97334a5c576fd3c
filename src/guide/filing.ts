import type { Institution } from '../institution.ts'
import { addDays } from '../offices/calendar-date.ts'
import { type Holidays, isWorkingDay } from '../offices/working-days.ts'
import type { Policy } from '../policy.ts'

// When the institution's form is due, and what that means today. A date that falls on a weekend or holiday rolls to the next working day
// where the institution says so. An override moves the date of one month, for everybody or for one canton beside everybody's.

type Filing = NonNullable<Institution['filing']>

export type FilingDate = {
  /** Null: everybody's. */
  canton: string | null
  due: string
  when: 'before' | 'today' | 'after'
  /** Whether the slowest office case that was begun today would still end in time. */
  officeInTime: boolean
  reason: { es: string; en: string } | null
}

export type FilingDay = {
  /** A calendar date in the institution's time zone. */
  today: string
  holidays: Holidays
  policy: Pick<Policy, 'filingDaysBefore' | 'filingDaysAfter' | 'officeTakesAtMost'>
}

/** The dates that are near enough to speak of: everybody's first, then the cantons' by name. */
export function filingDatesNear(filing: Filing | undefined, day: FilingDay): FilingDate[] {
  if (!filing) return []
  const { today, policy } = day
  const [first, last] = [addDays(today, -policy.filingDaysAfter), addDays(today, policy.filingDaysBefore)]
  return monthsAround(today)
    .flatMap((month) => datesOfMonth(filing, month, day.holidays))
    .filter(({ due }) => due >= first && due <= last)
    .map((date) => ({
      ...date,
      when: date.due === today ? ('today' as const) : date.due > today ? ('before' as const) : ('after' as const),
      officeInTime: workingDaysUntil(date.due, day) >= policy.officeTakesAtMost,
    }))
    .sort((a, b) => (a.canton ?? '').localeCompare(b.canton ?? '', 'es') || a.due.localeCompare(b.due))
}

/** An override may lie a month later than what it moves, and the next month's date may be near already. */
function monthsAround(today: string): string[] {
  const first = `${today.slice(0, 7)}-01`
  return [addDays(first, -32), addDays(first, -1), first, addDays(first, 32)].map((date) => date.slice(0, 7))
}

function datesOfMonth(filing: Filing, month: string, holidays: Holidays): Pick<FilingDate, 'canton' | 'due' | 'reason'>[] {
  const overrides = filing.overrides.filter((each) => each.month === month).map(({ canton = null, due, reason }) => ({ canton, due, reason }))
  if (overrides.some(({ canton }) => canton === null)) return overrides
  let due = `${month}-${String(filing.dueDay).padStart(2, '0')}`
  while (filing.rollsPastWeekendsAndHolidays && !isWorkingDay(due, holidays)) due = addDays(due, 1)
  return [{ canton: null, due, reason: null }, ...overrides]
}

/** Counted from the next day, as working days are. */
function workingDaysUntil(due: string, { today, holidays }: FilingDay): number {
  let count = 0
  for (let date = addDays(today, 1); date <= due; date = addDays(date, 1)) if (isWorkingDay(date, holidays)) count += 1
  return count
}
