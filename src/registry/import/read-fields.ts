import { toDate } from '../../offices/calendar-date.ts'
import type { Checked, Malformed } from '../identifiers.ts'
import { normalEmail, normalPhone } from './normal-contact.ts'
import { type Reading, tidy, type Warning } from './staged-row.ts'

// The columns that the institution's own files have in common. Every reason names its column and never repeats the value, which may be personal.

export const sayMalformed = {
  length: 'has the wrong number of digits',
  characters: 'holds something other than digits',
  province: 'begins with a province that does not exist',
  third_digit: 'has a third digit that does not exist',
  check_digit: 'has a wrong check digit',
  establishment: 'has an establishment that does not exist',
} as const satisfies Record<Malformed, string>

export const statuses = ['active', 'closed'] as const

/** Reads a line column by column, and gathers what is wrong or odd about it. Null: empty, or wrong. */
export function readFields(record: Reading) {
  const problems: string[] = []
  const warnings: Warning[] = []
  const value = (column: string) => record.value(column).trim()
  const isEmpty = (column: string) => value(column) === ''
  const refuse = (column: string, reason: string) => {
    problems.push(`${column} ${reason}`)
    return null
  }
  return {
    problems,
    warnings,
    isEmpty,
    refuse,
    required: <T>(column: string, read: (column: string) => T | null): T | null => (isEmpty(column) ? refuse(column, 'is empty') : read(column)),
    text(column: string, longest: number) {
      const text = tidy(record.value(column))
      if (text.length > longest) return refuse(column, `has more than ${longest} characters`)
      return text === '' ? null : text
    },
    number(column: string, check: (typed: string) => Checked) {
      const checked = check(record.value(column))
      if (checked.answer === 'malformed') return refuse(column, sayMalformed[checked.reason])
      if (checked.answer === 'suspect') warnings.push('suspect_tax_id')
      return checked.value
    },
    oneOf: <T extends string>(column: string, values: readonly T[]): T | null =>
      isEmpty(column) ? null : (values.find((each) => each === value(column)) ?? refuse(column, `is none of ${values.join(', ')}`)),
    date(column: string, latest?: string) {
      if (isEmpty(column)) return null
      const read = toDate(value(column))
      if (read === null || read < '1900') return refuse(column, 'is not a date such as 2026-12-24')
      return latest !== undefined && read > latest ? refuse(column, 'lies in the future') : read
    },
    email: (column: string) => (isEmpty(column) ? null : (normalEmail(value(column)) ?? refuse(column, 'is not an e-mail address'))),
    phone(column: string) {
      if (isEmpty(column)) return null
      const read = normalPhone(value(column))
      if (read.answer === 'malformed') return refuse(column, 'is not a telephone number')
      if (read.answer === 'mobile') return read.value
      warnings.push('landline')
      return null
    },
  }
}
