import { z } from 'zod'

// One value of the policy: a count, or a duration such as PT10M, within its floor and ceiling.

export type Entry = { unit: 'duration' | 'count'; standard: string | number; floor: string | number; ceiling: string | number; about: string }

const iso8601 = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** Milliseconds of an ISO 8601 duration in days, hours, minutes and seconds; null when it is not one. */
export function parseDuration(text: string): number | null {
  const parts = iso8601.exec(text)
  if (!parts || parts.slice(1).every((part) => part === undefined)) return null
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number]
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}

const asNumber = (value: string | number) => (typeof value === 'number' ? value : (parseDuration(value) ?? Number.NaN))

/** Of one value: its kind, its bounds and what it is without being set. */
export function entrySchema(entry: Entry) {
  const [floor, ceiling] = [asNumber(entry.floor), asNumber(entry.ceiling)]
  const kind =
    entry.unit === 'count'
      ? z.int({ error: `must be a whole number` })
      : z.string({ error: `must be an ISO 8601 duration such as PT10M` }).transform((text, context) => {
          const milliseconds = parseDuration(text)
          if (milliseconds === null) context.addIssue({ code: 'custom', message: `"${text}" is not an ISO 8601 duration such as PT10M` })
          return milliseconds ?? Number.NaN
        })
  return kind
    .refine((value) => !(value < floor), { error: `is below its floor of ${entry.floor}` })
    .refine((value) => !(value > ceiling), { error: `is above its ceiling of ${entry.ceiling}` })
    .default(asNumber(entry.standard))
}
