import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type ImportRequest, importFile } from '../src/registry/import/import-file.ts'
import type { Harness } from './harness.ts'

// Registry files of fictional employers, and their import as a named operator.

export const registryHeader = [
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
  'status',
  'key_status',
  'contact_since',
  'as_of',
] as const

export type RegistryLine = Partial<Record<(typeof registryHeader)[number], string>>

/** A good line of an imaginary bakery, with what a test says instead. */
export const bakery = (changes: RegistryLine = {}): RegistryLine => ({
  tax_id: '1790000109001',
  employer_kind: 'company',
  legal_name: 'Pan Supuesto S.A.',
  branch_code: '0001',
  branch_name: 'Matriz',
  canton: 'Quito',
  representative_id: '1700000092',
  representative_name: 'Ana Ficticia Ejemplo',
  representative_role: 'gerente general',
  valid_from: '2020-01-01',
  valid_to: '',
  email: 'pan@pan.example',
  email_2: '',
  phone: '0990000001',
  status: 'active',
  key_status: 'active',
  contact_since: '2020-01-01',
  as_of: '2026-01-31',
  ...changes,
})

/** A RUC of a company by its running number; the check digit may not fit, which blocks nothing. */
export const companyTaxId = (number: number) => `179${String(number).padStart(7, '0')}001`

export const registryText = (lines: readonly RegistryLine[], columns: readonly string[] = registryHeader) =>
  `${[columns.join(','), ...lines.map((line) => columns.map((column) => line[column as keyof RegistryLine] ?? '').join(','))].join('\n')}\n`

export type Report = { reported: { line: number; reason: string }[] } & Awaited<ReturnType<typeof importFile>>

/** Imports a text as a file. The operator is `ana` unless the test says otherwise. */
export async function importText(
  harness: Harness,
  content: string | Uint8Array,
  options: Partial<Omit<ImportRequest, 'path' | 'onBad'>> = {},
): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'cerrajero-import-'))
  const path = join(folder, 'file.csv')
  const reported: Report['reported'] = []
  try {
    await writeFile(path, content)
    const outcome = await importFile(harness.context, {
      path,
      format: 'registry',
      dryRun: false,
      baseline: false,
      operator: 'ana',
      onBad: (line, reason) => reported.push({ line, reason }),
      ...options,
    })
    return { ...outcome, reported }
  } finally {
    await rm(folder, { recursive: true })
  }
}

export const importLines = (harness: Harness, lines: readonly RegistryLine[], options?: Parameters<typeof importText>[2]) =>
  importText(harness, registryText(lines), options)

/** Leaves the registry without the demo's employers. */
export async function emptyRegistry(harness: Harness) {
  for (const table of ['registry_import', 'credential', 'contact', 'representation', 'branch', 'employer', 'person'] as const) {
    await harness.context.db.deleteFrom(table).execute()
  }
}

/** Everything that the registry holds, as text, without ids: equal before and after means that nothing changed. */
export async function registryContents(harness: Harness): Promise<string> {
  const tables = ['employer', 'branch', 'person', 'representation', 'contact', 'credential']
  const contents = tables.map(async (table) => {
    const { rows } = await sql<{ row: string }>`select row_to_json(${sql.ref(table)})::text as row from ${sql.table(table)} order by 1`.execute(
      harness.context.db,
    )
    return rows.map(({ row }) => row).join('\n')
  })
  return (await Promise.all(contents)).join('\n\n')
}

/** The contacts of a branch: value, status and whether it cools off. */
export async function contactsOf(harness: Harness, taxId: string, branchCode = '0001') {
  const rows = await harness.context.db
    .selectFrom('contact')
    .innerJoin('branch', 'branch.id', 'contact.branch_id')
    .innerJoin('employer', 'employer.id', 'branch.employer_id')
    .select(['contact.id', 'contact.value', 'contact.status', 'contact.cools_until'])
    .where('employer.tax_id', '=', taxId)
    .where('branch.code', '=', branchCode)
    .orderBy('contact.value')
    .execute()
  return rows.map(({ id, value, status, cools_until }) => ({ id, value, status, coolsUntil: cools_until }))
}
