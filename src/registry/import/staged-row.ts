import type { EmployerKind, Malformed } from '../identifiers.ts'
import type { CsvRecord } from './read-records.ts'

/** One good line in normal form, named as the columns of `import_row`. */
export type StagedRow = {
  line: number
  tax_id: string
  kind: EmployerKind
  legal_name: string
  branch_code: string
  branch_name: string | null
  canton: string | null
  national_id: string | null
  full_name: string | null
  role: string | null
  valid_from: string | null
  valid_to: string | null
  email: string | null
  email_2: string | null
  phone: string | null
  status: 'active' | 'closed' | null
  key_status: 'active' | 'blocked' | 'none' | null
  contact_since: string | null
  as_of: string | null
}

/** What is odd about a line that is loaded all the same. */
export type Warning = 'suspect_tax_id' | 'landline'
export type Read = { row: StagedRow; warnings: readonly Warning[] } | { problems: readonly string[] }
export type RowReader = (record: Extract<CsvRecord, { value: unknown }>, today: string) => Read

export const sayMalformed = {
  length: 'has the wrong number of digits',
  characters: 'holds something other than digits',
  province: 'begins with a province that does not exist',
  third_digit: 'has a third digit that does not exist',
  check_digit: 'has a wrong check digit',
  establishment: 'has an establishment that does not exist',
} as const satisfies Record<Malformed, string>

/** One space between words, composed letters, no space around. */
export const tidy = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()
