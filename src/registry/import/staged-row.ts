import type { EmployerKind } from '../identifiers.ts'
import type { CsvRecord } from './read-records.ts'

/** One good line about an employer in normal form, named as the columns of `import_row`. `subject`: its tax id. */
export type EmployerRow = {
  line: number
  subject: string
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

/** The same about a person. `subject`: the national id once more. */
export type PersonRow = {
  line: number
  subject: string
  national_id: string
  full_name: string
  birth_date: string | null
  email: string | null
  phone: string | null
  status: 'active' | 'closed' | null
  contact_since: string | null
  as_of: string
}

export type StagedRow = EmployerRow | PersonRow

/** What is odd about a line that is loaded all the same. */
export type Warning = 'suspect_tax_id' | 'landline'
export type Read = { row: StagedRow; warnings: readonly Warning[] } | { problems: readonly string[] }
/** A line whose fields could be told apart. */
export type Reading = Extract<CsvRecord, { value: unknown }>
export type RowReader = (record: Reading, today: string) => Read

/** One space between words, composed letters, no space around. */
export const tidy = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim()
