import { checkNationalId } from '../identifiers.ts'
import { readFields, statuses } from './read-fields.ts'
import type { Columns } from './read-records.ts'
import type { RowReader } from './staged-row.ts'

// A line of the institution's own file of people: affiliates and pensioners, each with contacts of their own.

export const personColumns: Columns = {
  delimiter: ',',
  required: ['national_id', 'full_name', 'birth_date', 'email', 'phone'],
  optional: ['status', 'contact_since', 'as_of'],
}

export const readPersonRow: RowReader = (record, today) => {
  const fields = readFields(record)
  const nationalId = fields.required('national_id', (column) => fields.number(column, checkNationalId))
  const fullName = fields.required('full_name', (column) => fields.text(column, 300))
  const row = {
    line: record.number,
    birth_date: fields.date('birth_date', today),
    email: fields.email('email'),
    phone: fields.phone('phone'),
    status: fields.oneOf('status', statuses),
    contact_since: fields.date('contact_since', today),
    as_of: fields.date('as_of', today) ?? today,
  }
  if (fields.problems.length > 0 || nationalId === null || fullName === null) return { problems: fields.problems }
  return { row: { ...row, subject: nationalId, national_id: nationalId, full_name: fullName }, warnings: fields.warnings }
}
