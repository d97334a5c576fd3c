import { addDays, dateAt, endOfDate, weekday } from './calendar-date.ts'

// Working days of Ecuador. A holiday moves as the law of 2016 says: Saturday to the Friday before, Sunday to the Monday after, Tuesday to
// the Monday before, Wednesday and Thursday to the Friday of the same week. Carnival, 1 January and 25 December stay; whether the last two
// move from a weekend is disputed. 2 and 3 November move as a pair. Decrees and disputed days are the institution's overrides.

export type Holidays = { add: readonly string[]; remove: readonly string[] }

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

export function isWorkingDay(date: string, holidays: Holidays): boolean {
  if (weekday(date) === 0 || weekday(date) === 6 || holidays.add.includes(date)) return false
  return holidays.remove.includes(date) || !nationalHolidays(Number(date.slice(0, 4))).includes(date)
}

/** The end of the n-th working day after the one an instant falls on (COA art. 158: counted from the next day). */
export function endOfWorkingDay(at: Date, count: number, calendar: { timeZone: string; holidays: Holidays }): Date {
  let date = dateAt(at, calendar.timeZone)
  for (let left = count; left > 0; ) {
    date = addDays(date, 1)
    if (isWorkingDay(date, calendar.holidays)) left -= 1
  }
  return endOfDate(date, calendar.timeZone)
}
