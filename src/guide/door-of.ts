import { bare } from '../registry/identifiers.ts'

// Which door a number belongs to, told by its form alone: thirteen digits are a RUC, ten are a cédula. Whether it exists, or is right, plays no part.

export type Door = 'employer' | 'personal'

/** The door that what was typed belongs to; null when its form tells nothing. */
export function doorOf(typed: string): Door | null {
  const digits = bare(typed)
  if (/^\d{13}$/.test(digits)) return 'employer'
  return /^\d{10}$/.test(digits) ? 'personal' : null
}
