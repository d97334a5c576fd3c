import { z } from 'zod'
import { addDays, isSupportedTimeZone, toDate } from './offices/calendar-date.ts'
import { PolicySchema } from './policy.ts'
import { employerKinds, employerReasons } from './replacement/replacement.ts'

// institution.json: what makes an installation somebody's own. Unknown names are refused.

const both = z.strictObject({ es: z.string().min(1), en: z.string().min(1) })
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1d4f5c')
const date = z.string().refine((text) => toDate(text) !== null, { error: 'must be a date such as 2026-12-24', abort: true })

const month = z.string().refine((text) => toDate(`${text}-01`) !== null, { error: 'must be a month such as 2026-11', abort: true })

const FilingOverride = z
  .strictObject({ month, due: date, canton: z.string().min(1).optional(), reason: both })
  .refine((moved) => [moved.month, addDays(`${moved.month}-01`, 31).slice(0, 7)].includes(moved.due.slice(0, 7)), {
    path: ['due'],
    error: 'must be in the month it moves or in the one after',
  })

/** The form that employers file every month. `month` of an override is the one whose date it moves, for everybody or for one canton. */
const FilingSchema = z.strictObject({
  name: both,
  dueDay: z.number().int().min(1).max(28),
  rollsPastWeekendsAndHolidays: z.boolean().default(true),
  overrides: z
    .array(FilingOverride)
    .refine((all) => new Set(all.map((each) => `${each.month} ${each.canton ?? ''}`)).size === all.length, 'move the date of one month and canton twice')
    .default([]),
})

/** 2028 is a leap year: 29 February is a day of some years. */
const dayOfYear = z.string().refine((text) => toDate(`2028-${text}`) !== null, { error: 'must be a day of the year such as 12-06' })

/** National days are computed. `cantons`: what each has of its own; `yearly` days move as the national ones do. */
const HolidaysSchema = z.strictObject({
  add: z.array(date).default([]),
  remove: z.array(date).default([]),
  cantons: z.record(z.string().min(1), z.strictObject({ yearly: z.array(dayOfYear).default([]), add: z.array(date).default([]) })).default({}),
})

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function contrastWithWhite(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}
const legible = colour.refine((hex) => contrastWithWhite(hex) >= 4.5, 'has less than 4.5:1 contrast with white (WCAG 1.4.3); choose a darker one')

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a short name of small letters, digits and hyphens')
const conditions = {
  id: slug,
  /** Of the applicant's answers; without them it is for every reason, or every kind of employer. */
  reasons: z
    .array(z.enum([...employerReasons, 'lost_contact']))
    .min(1)
    .optional(),
  employerKinds: z.array(z.enum(employerKinds)).min(1).optional(),
  /** As the applicant reads it, and what staff have to see. */
  title: both,
  check: both,
  /** Why it may be asked for again: a code, and what the applicant then reads. */
  missing: z.array(z.strictObject({ id: slug, text: both })).min(1),
}
const RequirementSchema = z.discriminatedUnion('kind', [
  /** An officer consults a State database and records the reference: LOOETA art. 23 forbids asking for what it holds. */
  z.strictObject({ ...conditions, kind: z.literal('lookup'), database: z.string().min(2) }),
  /** The original is shown. `bring`: what the applicant has to bring. */
  z.strictObject({ ...conditions, kind: z.literal('show'), bring: both }),
])
export type Requirement = z.infer<typeof RequirementSchema>

const mentionsBoth = (body: unknown) => ['{{to}}', '{{text}}'].every((name) => JSON.stringify(body).includes(name))

export const InstitutionSchema = z.strictObject({
  name: z.string().min(3).max(80),
  /** A fictional institution carries a strip that says so on every page. */
  fictional: z.boolean().default(false),
  brand: z.strictObject({ logo: z.string().optional(), primary: legible, accent: legible }),
  support: z.strictObject({ phone: z.string().min(5), hours: both, email: z.email().optional() }),
  timeZone: z.string().refine(isSupportedTimeZone, 'is not a time zone such as America/Guayaquil'),
  languages: z
    .array(z.enum(['es', 'en']))
    .min(1)
    .default(['es', 'en']),
  /** The JSON body posted to the SMS gateway: {{to}} and {{text}} are filled in. */
  sms: z.strictObject({ body: z.record(z.string(), z.unknown()).refine(mentionsBoth, 'must mention {{to}} and {{text}}') }).optional(),
  offices: z
    .array(z.strictObject({ id: slug, name: z.string(), address: z.string(), canton: z.string(), hours: both }))
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'have the same id twice')
    .default([]),
  holidays: HolidaysSchema.default({ add: [], remove: [], cantons: {} }),
  filing: FilingSchema.optional(),
  /** What an office examines, by what the applicant answered. Without any there is no office path online. */
  requirements: z
    .array(RequirementSchema)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'have the same id twice')
    .default([]),
  policy: PolicySchema.prefault({}),
})

export type Institution = z.infer<typeof InstitutionSchema>
export type Language = 'es' | 'en'
