import { addDays, dateAt, endOfDate, toDate, weekday } from './calendar-date.ts'

// Working days of Ecuador. A holiday moves as the law of 2016 says: Saturday to the Friday before, Sunday to the Monday after, Tuesday to
// the Monday before, Wednesday and Thursday to the Friday of the same week. Carnival, 1 January and 25 December stay; whether the last two
// move from a weekend is disputed. 2 and 3 November move as a pair. Decrees and disputed days are the institution's overrides.
//
// A canton has days of its own beside those. A term that an office keeps with somebody counts neither the holidays of the office's canton nor
// those of theirs (COA art. 159): give both.

/** `yearly`: days such as `12-06`, which move as the national ones do. `add`: single dates. */
export type CantonDays = { yearly: readonly string[]; add: readonly string[] }
export type Holidays = { add: readonly string[]; remove: readonly string[]; cantons?: Readonly<Record<string, CantonDays>> }
/** Where a term runs. `cantons`: whose own days do not count either; none where only the national ones matter. */
export type Calendar = { timeZone: string; holidays: Holidays; cantons?: readonly string[] }

/** Easter Sunday (the anonymous Gregorian computus). */
function easter(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114
  return `${year}-${String(Math.floor(f / 31)).padStart(2, '0')}-${String((f % 31) + 1).padStart(2, '0')}`
}

/** Days by which a holiday on each weekday (Sunday first) is moved. */
const moves = [1, 0, -1, 2, 1, 0, -1]
/** For the pair of 2 and 3 November, by the weekday of the 2nd. */
const pairMoves: [number, number][] = [
  [1, 1],
  [0, 0],
  [-1, -1],
  [1, 1],
  [0, 0],
  [-1, -1],
  [-1, 1],
]

const moved = (date: string) => addDays(date, moves[weekday(date)] ?? 0)

/** National holidays of a year on the days they are kept, before overrides. */
export function nationalHolidays(year: number): string[] {
  const easterSunday = easter(year)
  const [second, third] = pairMoves[weekday(`${year}-11-02`)] ?? [0, 0]
  return [
    `${year}-01-01`,
    addDays(easterSunday, -48),
    addDays(easterSunday, -47),
    addDays(easterSunday, -2),
    ...['05-01', '05-24', '08-10', '10-09'].map((day) => moved(`${year}-${day}`)),
    addDays(`${year}-11-02`, second),
    addDays(`${year}-11-03`, third),
    `${year}-12-25`,
  ]
}

/** Files and people write a canton in many ways. */
const plain = (canton: string) => canton.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()

/** Whether a date is a holiday of a canton alone. A day at the turn of the year may move into the next or the last one. */
function isCantonHoliday(date: string, canton: CantonDays): boolean {
  const year = Number(date.slice(0, 4))
  return (
    canton.add.includes(date) ||
    canton.yearly.some((day) =>
      [year - 1, year, year + 1].some((each) => {
        const original = toDate(`${each}-${day}`)
        return original !== null && moved(original) === date
      }),
    )
  )
}

export function isWorkingDay(date: string, holidays: Holidays, cantons: readonly string[] = []): boolean {
  if (weekday(date) === 0 || weekday(date) === 6 || holidays.add.includes(date)) return false
  if (holidays.remove.includes(date)) return true
  if (nationalHolidays(Number(date.slice(0, 4))).includes(date)) return false
  const wanted = cantons.map(plain)
  return !Object.entries(holidays.cantons ?? {}).some(([name, days]) => wanted.includes(plain(name)) && isCantonHoliday(date, days))
}

/** The end of the n-th working day after the one an instant falls on (COA art. 158: counted from the next day). */
export function endOfWorkingDay(at: Date, count: number, calendar: Calendar): Date {
  return endOfDate(workingDayAfter(dateAt(at, calendar.timeZone), count, calendar), calendar.timeZone)
}

/** The n-th working day after a date; `counts` leaves out days on which the term does not run. */
export function workingDayAfter(from: string, count: number, { holidays, cantons = [] }: Omit<Calendar, 'timeZone'>, counts = (_date: string) => true): string {
  let date = from
  for (let left = count; left > 0; ) {
    date = addDays(date, 1)
    if (isWorkingDay(date, holidays, cantons) && counts(date)) left -= 1
  }
  return date
}
