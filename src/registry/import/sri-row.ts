import { toDate } from '../../offices/calendar-date.ts'
import { checkBranchCode, checkTaxId, type EmployerKind } from '../identifiers.ts'
import { sayMalformed } from './read-fields.ts'
import type { Columns } from './read-records.ts'
import { type RowReader, tidy } from './staged-row.ts'

// A line of the tax registry's open data: one establishment. It has no representative and no contact, and names no domestic employer.

export const sriColumns: Columns = {
  delimiter: '|',
  required: ['NUMERO_RUC', 'RAZON_SOCIAL', 'TIPO_CONTRIBUYENTE', 'NUMERO_ESTABLECIMIENTO', 'ESTADO_ESTABLECIMIENTO'],
  optional: [
    'CODIGO_JURISDICCION',
    'ESTADO_CONTRIBUYENTE',
    'CLASE_CONTRIBUYENTE',
    'FECHA_INICIO_ACTIVIDADES',
    'FECHA_ACTUALIZACION',
    'FECHA_SUSPENSION_DEFINITIVA',
    'FECHA_REINICIO_ACTIVIDADES',
    'OBLIGADO',
    'NOMBRE_FANTASIA_COMERCIAL',
    'DESCRIPCION_PROVINCIA_EST',
    'DESCRIPCION_CANTON_EST',
    'DESCRIPCION_PARROQUIA_EST',
    'CODIGO_CIIU',
    'ACTIVIDAD_ECONOMICA',
    'AGENTE_RETENCION',
    'ESPECIAL',
  ],
}

/** The first 300 characters; never half of one. */
const short = (text: string) => Array.from(tidy(text)).slice(0, 300).join('')

/** Only what the file says of the taxpayer, and of a `SOCIEDAD` whether its number is one of the public sector. */
function kindOf(type: string, taxId: string): EmployerKind | null {
  if (type === 'PERSONA NATURAL') return 'natural_person'
  if (type !== 'SOCIEDAD') return null
  return taxId[2] === '6' ? 'public_body' : 'company'
}

/** The day of `2001-05-28 00:00:00`; null where there is none, or none that exists, or one that has not come. */
function dayOf(text: string, today: string): string | null {
  const day = toDate(text.trim().slice(0, 10))
  return day === null || day < '1900' || day > today ? null : day
}

export const readSriRow: RowReader = (record, today) => {
  const problems: string[] = []
  const taxId = checkTaxId(record.value('NUMERO_RUC'))
  if (taxId.answer === 'malformed') problems.push(`NUMERO_RUC ${sayMalformed[taxId.reason]}`)
  const branch = checkBranchCode(record.value('NUMERO_ESTABLECIMIENTO'))
  if (branch.answer === 'malformed') problems.push(`NUMERO_ESTABLECIMIENTO ${sayMalformed[branch.reason]}`)
  const legalName = short(record.value('RAZON_SOCIAL'))
  if (legalName === '') problems.push('RAZON_SOCIAL is empty')
  const kind = taxId.answer === 'malformed' ? null : kindOf(tidy(record.value('TIPO_CONTRIBUYENTE')).toUpperCase(), taxId.value)
  if (taxId.answer !== 'malformed' && kind === null) problems.push('TIPO_CONTRIBUYENTE is none of SOCIEDAD, PERSONA NATURAL')
  if (taxId.answer !== 'malformed' && taxId.value.endsWith('000')) problems.push('NUMERO_RUC ends in 000, which the tax registry does not have')
  const standing = tidy(record.value('ESTADO_ESTABLECIMIENTO')).toUpperCase()
  if (standing !== 'ABI' && standing !== 'CER') problems.push('ESTADO_ESTABLECIMIENTO is none of ABI, CER')
  if (problems.length > 0 || taxId.answer === 'malformed' || branch.answer === 'malformed' || kind === null) return { problems }
  return {
    row: {
      line: record.number,
      subject: taxId.value,
      kind,
      legal_name: legalName,
      branch_code: branch.value,
      branch_name: short(record.value('NOMBRE_FANTASIA_COMERCIAL')) || null,
      canton: short(record.value('DESCRIPCION_CANTON_EST')) || null,
      national_id: null,
      full_name: null,
      role: null,
      valid_from: null,
      valid_to: null,
      email: null,
      email_2: null,
      phone: null,
      status: standing === 'CER' ? 'closed' : 'active',
      key_status: null,
      contact_since: null,
      as_of: dayOf(record.value('FECHA_ACTUALIZACION'), today),
    },
    warnings: taxId.answer === 'suspect' ? ['suspect_tax_id'] : [],
  }
}
