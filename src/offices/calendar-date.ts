// Calendar dates as `YYYY-MM-DD`: the day that a clock on the institution's wall shows.

/** The date if the text is a real one, else null. */
export function toDate(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) ? text : null
}

export const addDays = (date: string, days: number) => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay()

export function isSupportedTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

/** Making a format costs more than all the rest of a rule, so each is made once. */
function formatOncePerZone(locale: string, options: Intl.DateTimeFormatOptions) {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (timeZone: string) => {
    const format = made.get(timeZone) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options })
    made.set(timeZone, format)
    return format
  }
}

const dateFormat = formatOncePerZone('en-CA', { dateStyle: 'short' })
const wallClockFormat = formatOncePerZone('en-GB', { dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })

/** The date at an instant, in a time zone. */
export const dateAt = (at: Date, timeZone: string) => dateFormat(timeZone).format(at)

/** The last millisecond of a date in a time zone. */
export function endOfDate(date: string, timeZone: string): Date {
  const guess = Date.parse(`${addDays(date, 1)}T00:00:00Z`)
  const parts = wallClockFormat(timeZone).formatToParts(guess)
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value)
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return new Date(guess - (shown - guess) - 1)
}
