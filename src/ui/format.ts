import type { Institution, Language } from '../institution.ts'

// How times, lengths of time and numbers are said. Formats are made once: making one costs more than rendering a page.

const locale = { es: 'es-EC', en: 'en-GB' } as const satisfies Record<Language, string>

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()
function once<T extends Intl.NumberFormat | Intl.DateTimeFormat>(name: string, make: () => T): T {
  const known = made.get(name) as T | undefined
  if (known) return known
  const format = make()
  made.set(name, format)
  return format
}

/** `10 minutos`, `36 horas`, `7 días`: the largest unit that says it in whole numbers. */
export function sayDuration(milliseconds: number, language: Language): string {
  const seconds = Math.round(milliseconds / 1000)
  const units = [
    { unit: 'day', size: 86_400, from: 2 },
    { unit: 'hour', size: 3600, from: 1 },
    { unit: 'minute', size: 60, from: 1 },
    { unit: 'second', size: 1, from: 0 },
  ] as const
  const { unit, size } = units.find((each) => seconds % each.size === 0 && seconds / each.size >= each.from) ?? { unit: 'second', size: 1 }
  const format = once(`${language} ${unit}`, () => new Intl.NumberFormat(locale[language], { style: 'unit', unit, unitDisplay: 'long' }))
  return format.format(seconds / size)
}

/** Whose clock and words: a view is one. */
type Said = { institution: Institution; language: Language }

const parts = {
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  date: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const format = (at: Date, { institution: { timeZone }, language }: Said, part: keyof typeof parts) =>
  once(`${language} ${timeZone} ${part}`, () => new Intl.DateTimeFormat(locale[language], { timeZone, ...parts[part] })).format(at)

/** `14:05`; on another day than `now`, `03:18 del martes 24 de noviembre`. In the institution's time zone. */
export function sayTime(at: Date, said: Said & { now: Date }): string {
  const day = (of: Date) => format(of, said, 'day').replace(',', '')
  if (day(at) === day(said.now)) return format(at, said, 'clock')
  return `${format(at, said, 'clock')} ${said.language === 'es' ? 'del' : 'on'} ${day(at)}`
}

/** `lunes, 23 de noviembre de 2026, 14:05`. */
export const sayDateTime = (at: Date, said: Said) => `${format(at, said, 'date')}, ${format(at, said, 'clock')}`

/** `lunes, 23 de noviembre de 2026, 14:05:09`: where what came first matters. */
export const sayMoment = (at: Date, said: Said) => `${format(at, said, 'date')}, ${format(at, said, 'seconds')}`

/** `lunes 16 de noviembre` of `2026-11-16`: a day of the calendar, wherever it is read. */
export const sayDay = (day: string, { language }: { language: Language }) =>
  once(`${language} calendar day`, () => new Intl.DateTimeFormat(locale[language], { timeZone: 'UTC', ...parts.day }))
    .format(new Date(`${day}T12:00:00Z`))
    .replace(',', '')

/** `4821 0937 5516`: a code in three groups. */
export function groupCode(code: string): string {
  const size = Math.ceil(code.length / 3)
  return [code.slice(0, size), code.slice(size, 2 * size), code.slice(2 * size)].filter(Boolean).join(' ')
}
