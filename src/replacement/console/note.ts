import { checkNationalId, checkTaxId } from '../../registry/identifiers.ts'
import { normalPhone } from '../../registry/import/normal-contact.ts'

// What a note of staff may hold. Nobody types a contact for somebody else: not in a field of its own, and not in a note either, from where a
// colleague would take it. What the work needs is never taken for a contact: numbers of cases, documents, RUC and cédula, dates, amounts.
//
// A mobile has ten digits, as a cédula has: ten digits that are a cédula by their third digit and check digit are one (of Guayas, 09), so one in
// ten of the few mobiles that begin 090 to 096 passes. A telephone is known by its 0 or its country: nine digits without one are any number.

/** How many signs a note holds at most. */
export const longestNote = 1000

export type NoteProblem = 'too_long' | 'email' | 'phone'

/** Why a note is refused. */
export function problemOf(note: string): NoteProblem | null {
  if (note.length > longestNote) return 'too_long'
  const plain = note.normalize('NFKC')
  if (/[\p{L}\d]\s*@\s*[\p{L}\d-]+(\s?\.\s?[\p{L}\d-]+)+/u.test(plain)) return 'email'
  return holdsPhone(plain) ? 'phone' : null
}

/** Up to four signs between two digits, of one kind for the pattern: two ways to read the same sign would double the work with each of them. */
const number = /(?<![\p{L}\d]\p{Pd}?)[+(]*\d(?:(?:[^\S\n]|[.()\p{Pd}]){0,4}\d)*(?!\p{Pd}?[\p{L}\d])/gu
const date = /(?<!\d)(?:\d{4}[./\p{Pd}](?:0?\d|1[0-2])[./\p{Pd}][0-3]?\d|[0-3]?\d[./\p{Pd}](?:0?\d|1[0-2])[./\p{Pd}](?:19|20)\d\d)(?!\d)/gu
/** Written apart from its establishment, as on a printed certificate. */
const taxId = /(?<!\d)\d{10}[ .\p{Pd}]00\d(?!\d)/gu

/** Of any telephone of the world. */
const mostDigits = 15

function holdsPhone(note: string): boolean {
  const rest = note.replace(date, ' ; ').replace(taxId, (found) => (checkTaxId(found).answer === 'malformed' ? found : ' ; '))
  return (rest.match(number) ?? []).some((found) => {
    const parts = found.split(/\s+/)
    return parts.some((_, from) => parts.slice(from, from + mostDigits).some((_, more) => isPhone(parts.slice(from, from + more + 1).join(' '))))
  })
}

function isPhone(written: string): boolean {
  const groups = written.split(/\D+/).filter((group) => group !== '')
  const digits = groups.join('')
  const abroad = /^(?:\+|00|(?=593\d{8,9}$))\(?(\d{8,15})$/.exec(`${/^\(?\+/.test(written) ? '+' : ''}${digits}`)?.[1]
  if (abroad !== undefined && normalPhone(`+${abroad.replace(/^5930/, '593')}`).answer !== 'malformed') return true
  // The code of a province is written by itself, with the first digits of the number, or with all of them.
  const landline = digits.length === 9 && [2, 3, 9].includes(groups[0]?.length ?? 0)
  if (!digits.startsWith('0') || !(digits.length === 10 || landline)) return false
  return normalPhone(digits).answer !== 'malformed' && checkNationalId(digits).answer !== 'ok'
}
