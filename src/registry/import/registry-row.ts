import { checkBranchCode, checkNationalId, checkTaxId } from '../identifiers.ts'
import { readFields, statuses } from './read-fields.ts'
import type { Columns } from './read-records.ts'
import type { EmployerRow, RowReader } from './staged-row.ts'

// A line of the institution's own file of employers.

export const registryColumns: Columns = {
  delimiter: ',',
  required: [
    'tax_id',
    'employer_kind',
    'legal_name',
    'branch_code',
    'branch_name',
    'canton',
    'representative_id',
    'representative_name',
    'representative_role',
    'valid_from',
    'valid_to',
    'email',
    'email_2',
    'phone',
  ],
  optional: ['status', 'key_status', 'contact_since', 'as_of'],
}

const longestName = 300
const longestWord = 100
const kinds = ['company', 'natural_person', 'public_body', 'domestic'] as const
const keyStatuses = ['active', 'blocked', 'none'] as const

export const readRegistryRow: RowReader = (record, today) => {
  const fields = readFields(record)
  const { required, text, number, oneOf, date, refuse } = fields

  const taxId = required('tax_id', (column) => number(column, checkTaxId))
  const kind = required('employer_kind', (column) => oneOf(column, kinds))
  if (taxId !== null && kind !== null && (kind === 'domestic') !== taxId.endsWith('000')) {
    refuse('tax_id', kind === 'domestic' ? 'of a domestic employer ends in 000' : 'ends in 000, which only a domestic employer has')
  }
  const legalName = required('legal_name', (column) => text(column, longestName))
  const branchCode = required('branch_code', (column) => number(column, checkBranchCode))
  const row: Omit<EmployerRow, 'subject' | 'kind' | 'legal_name' | 'branch_code'> = {
    line: record.number,
    branch_name: text('branch_name', longestName),
    canton: text('canton', longestWord),
    ...representative(),
    email: fields.email('email'),
    email_2: fields.email('email_2'),
    phone: fields.phone('phone'),
    status: oneOf('status', statuses),
    key_status: oneOf('key_status', keyStatuses),
    contact_since: date('contact_since', today),
    as_of: date('as_of', today) ?? today,
  }
  if (fields.problems.length > 0 || taxId === null || kind === null || legalName === null || branchCode === null) return { problems: fields.problems }
  return { row: { ...row, subject: taxId, kind, legal_name: legalName, branch_code: branchCode }, warnings: fields.warnings }

  function representative() {
    const none = { national_id: null, full_name: null, role: null, valid_from: null, valid_to: null }
    if (['representative_id', 'representative_name', 'representative_role', 'valid_from', 'valid_to'].every(fields.isEmpty)) return none
    const fullName = required('representative_name', (column) => text(column, longestName))
    const role = required('representative_role', (column) => text(column, longestWord))
    const validFrom = required('valid_from', (column) => date(column))
    const validTo = date('valid_to')
    if (validFrom !== null && validTo !== null && validTo < validFrom) refuse('valid_to', 'lies before valid_from')
    return {
      national_id: required('representative_id', (column) => number(column, checkNationalId)),
      full_name: fullName,
      role: role?.toLowerCase() ?? null,
      valid_from: validFrom,
      valid_to: validTo,
    }
  }
}
