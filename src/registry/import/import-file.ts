import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { recordAudit } from '../../audit/audit.ts'
import type { Database } from '../../db/database.ts'
import { dateAt } from '../../offices/calendar-date.ts'
import { applyImport, type ImportContext, type ImportRow } from './apply-import.ts'
import { type Difference, type ImportFormat, isHeld } from './import.ts'
import { withImportLock } from './import-lock.ts'
import { measure } from './measure.ts'
import { personColumns, readPersonRow } from './person-row.ts'
import { type Columns, type CsvRecord, readRecords } from './read-records.ts'
import { readRegistryRow, registryColumns } from './registry-row.ts'
import { readSriRow, sriColumns } from './sri-row.ts'
import { type Contradiction, peopleContradictions, refuseContradictions, registryContradictions, stageRows, takeRefused } from './stage.ts'
import type { RowReader, StagedRow, Warning } from './staged-row.ts'

export type ImportRequest = {
  path: string
  format: ImportFormat
  dryRun: boolean
  baseline: boolean
  operator: string
  /** Hears of every line that was not loaded, as it is found. */
  onBad(line: number, reason: string): void
}

export type Tally = { rows: number; bad: number; warnings: Record<Warning, number>; difference: Difference }
export type ImportOutcome =
  | { outcome: 'busy' | 'not_empty' }
  | { outcome: 'unfinished'; id: string }
  | ({ outcome: 'would_apply' | 'would_hold' } & Tally)
  | ({ outcome: 'held' | 'already_held' | 'applied'; id: string } & Tally)

/** The open data of the tax registry has no contacts, and repeats an establishment as it likes: it is neither held nor contradicted. */
const formats = {
  registry: { columns: registryColumns, read: readRegistryRow, contradictions: registryContradictions, holds: true },
  people: { columns: personColumns, read: readPersonRow, contradictions: peopleContradictions, holds: true },
  sri: { columns: sriColumns, read: readSriRow, contradictions: [], holds: false },
} as const satisfies Record<ImportFormat, { columns: Columns; read: RowReader; contradictions: readonly Contradiction[]; holds: boolean }>

/** Reads a file into staged rows, measures what it would change, and applies it or holds it. Throws FileRefused when the header does not fit. */
export async function importFile(context: ImportContext, request: ImportRequest): Promise<ImportOutcome> {
  const done = await withImportLock(context.db, async (db): Promise<ImportOutcome> => {
    const unfinished = await db.selectFrom('registry_import').select('id').where('state', '=', 'applying').executeTakeFirst()
    if (unfinished) return { outcome: 'unfinished', id: unfinished.id }
    await clearRemains(db)
    if (request.baseline && (await hasEarlier(db, request.format))) return { outcome: 'not_empty' }
    const given = await openImport(context, db, request)
    try {
      return await stageAndDecide(context, db, { given, request })
    } finally {
      await clearRemains(db)
    }
  })
  return done ?? { outcome: 'busy' }
}

/** Goes on with a held import, or with one that was cut short. */
async function stageAndDecide(context: ImportContext, db: Database, { given, request }: { given: ImportRow; request: ImportRequest }): Promise<ImportOutcome> {
  const today = dateAt(given.started_at, context.institution.timeZone)
  const staged = await stageFile(db, { given, request, today })
  const difference = await measure(db, { importId: given.id, format: given.format, today })
  const tally: Tally = { rows: staged.rows, bad: staged.bad, warnings: staged.warnings, difference }
  const held = formats[request.format].holds && isHeld(difference, context.institution.policy)
  if (request.dryRun) return { outcome: held ? 'would_hold' : 'would_apply', ...tally }

  const row: ImportRow = {
    ...given,
    state: held ? 'held' : 'applying',
    file_hash: staged.hash,
    rows: tally.rows,
    bad: tally.bad,
    contacts_changed: difference.contacts,
    representatives_changed: difference.representatives,
  }
  if (!held) {
    await db.updateTable('registry_import').set(row).where('id', '=', row.id).execute()
    await applyImport(context, db, row)
    return { outcome: 'applied', id: row.id, ...tally }
  }
  const same = await db.selectFrom('registry_import').select('id').where('state', '=', 'held').where('file_hash', '=', staged.hash).executeTakeFirst()
  if (same) return { outcome: 'already_held', id: same.id, ...tally }
  await hold(context, db, row)
  return { outcome: 'held', id: row.id, ...tally }
}

async function stageFile(db: Database, { given, request, today }: { given: ImportRow; request: ImportRequest; today: string }) {
  const { columns, read, contradictions } = formats[request.format]
  const hash = createHash('sha256')
  const tally = { rows: 0, bad: 0, warnings: { suspect_tax_id: 0, landline: 0 } satisfies Record<Warning, number> }
  const refuse = (line: number, reason: string) => {
    tally.bad += 1
    request.onBad(line, reason)
  }
  const take = (record: CsvRecord): StagedRow[] => {
    if ('problem' in record) {
      refuse(record.number, record.problem)
      return []
    }
    const result = read(record, today)
    if ('problems' in result) {
      refuse(record.number, result.problems.join('; '))
      return []
    }
    for (const warning of result.warnings) tally.warnings[warning] += 1
    return [result.row]
  }

  let storing: Promise<void> = Promise.resolve()
  for await (const records of readRecords(request.path, columns, hash)) {
    const rows = records.flatMap(take)
    tally.rows += rows.length
    await storing
    storing = stageRows(db, given.id, rows)
    storing.catch(() => undefined) // Thrown where it is awaited.
  }
  await storing
  await sql`select analyze_import()`.execute(db)
  await refuseContradictions(db, given.id, contradictions)
  for await (const page of takeRefused(db, given.id)) {
    tally.rows -= page.length
    for (const { line, reason } of page) refuse(line, reason)
  }
  return { ...tally, hash: hash.digest('hex') }
}

/** Whether there is anything that a first file would not find: any employer, or whom an earlier people file named. */
async function hasEarlier(db: Database, format: ImportFormat): Promise<boolean> {
  const earlier =
    format === 'people'
      ? await db.selectFrom('person').select('id').where('source', '=', 'people').limit(1).executeTakeFirst()
      : await db.selectFrom('employer').select('id').limit(1).executeTakeFirst()
  return earlier !== undefined
}

function openImport(context: ImportContext, db: Database, request: ImportRequest): Promise<ImportRow> {
  return db.transaction().execute(async (tx) => {
    const started_at = await context.clock(tx)
    return tx
      .insertInto('registry_import')
      .values({ id: context.random.uuid(), format: request.format, state: 'staging', operator: request.operator, started_at })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** Keeps the staged rows for another operator. A file held earlier makes way: what it says is older. */
function hold(context: ImportContext, db: Database, row: ImportRow) {
  return db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await sql`
      with gone as (update registry_import set state = 'superseded', ended_at = ${now}::timestamptz where state = 'held' and format = ${row.format} returning id)
      delete from import_row using gone where import_row.import_id = gone.id`.execute(tx)
    await tx.updateTable('registry_import').set(row).where('id', '=', row.id).execute()
    await recordAudit(
      tx,
      { actor: 'operator', subject: row.id, at: now },
      {
        type: 'import.held',
        import: row.id,
        format: row.format,
        operator: row.operator,
        contactsChanged: row.contacts_changed,
        representativesChanged: row.representatives_changed,
      },
    )
  })
}

/** Removes what was staged and never decided on: a rehearsal, a refused file, a process that died while reading. */
async function clearRemains(db: Database) {
  await db.deleteFrom('registry_import').where('state', '=', 'staging').execute()
}
