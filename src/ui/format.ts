import type { Institution, Language } from '../institution.ts'

// How times, lengths of time and numbers are said.

const locale = { es: 'es-EC', en: 'en-GB' } as const satisfies Record<Language, string>

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
  return new Intl.NumberFormat(locale[language], { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size)
}

/** Whose clock and words: a view is one. */
type Said = { institution: Institution; language: Language }

const format = (at: Date, { institution: { timeZone }, language }: Said, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale[language], { timeZone, ...options }).format(at)

const clock = (at: Date, said: Said) => format(at, said, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** `14:05`; on another day than `now`, `03:18 del martes 24 de noviembre`. In the institution's time zone. */
export function sayTime(at: Date, said: Said & { now: Date }): string {
  const day = (of: Date) => format(of, said, { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '')
  if (day(at) === day(said.now)) return clock(at, said)
  return `${clock(at, said)} ${said.language === 'es' ? 'del' : 'on'} ${day(at)}`
}

/** `lunes, 23 de noviembre de 2026, 14:05`. */
export const sayDateTime = (at: Date, said: Said) =>
  `${format(at, said, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}, ${clock(at, said)}`

/** `4821 0937 5516`: a code in three groups. */
export function groupCode(code: string): string {
  const size = Math.ceil(code.length / 3)
  return [code.slice(0, size), code.slice(size, 2 * size), code.slice(2 * size)].filter(Boolean).join(' ')
}
