import { toDate } from '../../offices/calendar-date.ts'
import { type Checked, checkBranchCode, checkNationalId, checkTaxId } from '../identifiers.ts'
import { normalEmail, normalPhone } from './normal-contact.ts'
import type { Columns } from './read-records.ts'
import { type RowReader, type StagedRow, sayMalformed, tidy, type Warning } from './staged-row.ts'

// A line of the institution's own file. Every reason names its column and never repeats the value, which may be personal.

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

const longest = { legal_name: 300, branch_name: 300, canton: 100, representative_name: 300, representative_role: 100 } as const
const kinds = ['company', 'natural_person', 'public_body', 'domestic'] as const
const statuses = ['active', 'closed'] as const
const keyStatuses = ['active', 'blocked', 'none'] as const

export const readRegistryRow: RowReader = (record, today) => {
  const problems: string[] = []
  const warnings: Warning[] = []
  const refuse = (column: string, reason: string) => {
    problems.push(`${column} ${reason}`)
    return null
  }
  const text = (column: keyof typeof longest) => {
    const value = tidy(record.value(column))
    if (value.length > longest[column]) return refuse(column, `has more than ${longest[column]} characters`)
    return value === '' ? null : value
  }
  const number = (column: string, check: (typed: string) => Checked) => {
    const typed = record.value(column)
    if (typed.trim() === '') return refuse(column, 'is empty')
    const checked = check(typed)
    if (checked.answer === 'malformed') return refuse(column, sayMalformed[checked.reason])
    if (checked.answer === 'suspect') warnings.push('suspect_tax_id')
    return checked.value
  }
  const oneOf = <T extends string>(column: string, values: readonly T[]): T | null => {
    const value = record.value(column).trim()
    return value === '' ? null : (values.find((each) => each === value) ?? refuse(column, `is none of ${values.join(', ')}`))
  }
  const date = (column: string, latest?: string) => {
    const value = record.value(column).trim()
    if (value === '') return null
    const read = toDate(value)
    if (read === null || read < '1900') return refuse(column, 'is not a date such as 2026-12-24')
    return latest !== undefined && read > latest ? refuse(column, 'lies in the future') : read
  }
  const email = (column: string) => {
    const value = record.value(column).trim()
    return value === '' ? null : (normalEmail(value) ?? refuse(column, 'is not an e-mail address'))
  }

  const taxId = number('tax_id', checkTaxId)
  const kind = oneOf('employer_kind', kinds) ?? (record.value('employer_kind').trim() === '' ? refuse('employer_kind', 'is empty') : null)
  if (taxId !== null && kind !== null && (kind === 'domestic') !== taxId.endsWith('000')) {
    refuse('tax_id', kind === 'domestic' ? 'of a domestic employer ends in 000' : 'ends in 000, which only a domestic employer has')
  }
  const legalName = text('legal_name') ?? (record.value('legal_name').trim() === '' ? refuse('legal_name', 'is empty') : null)
  const branchCode = number('branch_code', checkBranchCode)
  const row: Omit<StagedRow, 'tax_id' | 'kind' | 'legal_name' | 'branch_code'> = {
    line: record.number,
    branch_name: text('branch_name'),
    canton: text('canton'),
    ...representative(),
    email: email('email'),
    email_2: email('email_2'),
    phone: phone(),
    status: oneOf('status', statuses),
    key_status: oneOf('key_status', keyStatuses),
    contact_since: date('contact_since', today),
    as_of: date('as_of', today) ?? today,
  }
  if (problems.length > 0 || taxId === null || kind === null || legalName === null || branchCode === null) return { problems }
  return { row: { ...row, tax_id: taxId, kind, legal_name: legalName, branch_code: branchCode }, warnings }

  function representative() {
    const none = { national_id: null, full_name: null, role: null, valid_from: null, valid_to: null }
    const columns = ['representative_id', 'representative_name', 'representative_role', 'valid_from', 'valid_to']
    if (columns.every((column) => record.value(column).trim() === '')) return none
    for (const column of columns.slice(1, 4)) if (record.value(column).trim() === '') refuse(column, 'is empty')
    const validFrom = date('valid_from')
    const validTo = date('valid_to')
    if (validFrom !== null && validTo !== null && validTo < validFrom) refuse('valid_to', 'lies before valid_from')
    return {
      national_id: number('representative_id', checkNationalId),
      full_name: text('representative_name'),
      role: text('representative_role')?.toLowerCase() ?? null,
      valid_from: validFrom,
      valid_to: validTo,
    }
  }

  function phone() {
    const typed = record.value('phone').trim()
    if (typed === '') return null
    const read = normalPhone(typed)
    if (read.answer === 'malformed') return refuse('phone', 'is not a telephone number')
    if (read.answer === 'mobile') return read.value
    warnings.push('landline')
    return null
  }
}
