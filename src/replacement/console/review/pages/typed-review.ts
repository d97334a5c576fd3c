import { z } from 'zod'
import { noteField, text, versionField } from '../../pages/answer.tsx'
import type { Review } from '../review.ts'

// A review is one form with many buttons: whichever is pressed, everything that was typed comes along, and what was not saved by it is shown again.

const prefix = 'referencia-'

/** The field in which the reference of a look-up is typed. */
export const referenceField = (requirement: string) => `${prefix}${requirement}`
export const requirementOf = (field: string) => (field.startsWith(prefix) ? field.slice(prefix.length) : null)

/** By the name of its field; what is empty is left out. */
export type TypedReview = Readonly<Record<string, string>>

const Body = z.object({ version: versionField, resultado: text(100), nota: noteField }).catchall(text(2000))

/** `pressed`: the value of the button of a result, where it was one. */
export function readTypedReview(body: unknown): { version: number; pressed: string; typed: TypedReview } {
  const { version, resultado: pressed, nota, ...rest } = Body.parse(body ?? {})
  const references = Object.entries(rest).flatMap(([name, value]): [string, string][] =>
    requirementOf(name) !== null && typeof value === 'string' ? [[name, value.trim()]] : [],
  )
  return { version, pressed, typed: Object.fromEntries([...references, ['nota', nota] as const].filter(([, value]) => value !== '')) }
}

/** All of it but one field. */
export const without = (typed: TypedReview, field: string): TypedReview => Object.fromEntries(Object.entries(typed).filter(([name]) => name !== field))

/** Whether the page of a review has the field: of a look-up that can be examined now, or the note. */
export const hasField = ({ examined }: Review, field: string) =>
  field === 'nota' || examined.some(({ open, requirement }) => open && requirement.kind === 'lookup' && referenceField(requirement.id) === field)

export const isEmpty = (typed: TypedReview) => Object.keys(typed).length === 0
