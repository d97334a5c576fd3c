import { type Selectable, sql } from 'kysely'
import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Database, Schema } from '../../db/database.ts'
import { applySpan } from './apply-span.ts'
import { lastSubject, type Span } from './difference.ts'

export type ImportContext = Pick<Context, 'db' | 'clock' | 'random' | 'jobs' | 'institution'>
export type ImportRow = Selectable<Schema['registry_import']>

/** Rows applied at once: a holder is locked for a fraction of a second, also while people recover keys. */
const spanRows = 2000
const firstSpanRows = 200
const attempts = 5
/** Deadlock, lock not available, serialization. */
const passing = ['40P01', '55P03', '40001']

/**
 * Applies staged rows, span by span. A span, what follows from it and how far the import has come are one transaction, so that an import that
 * was cut short goes on where it stopped. The last transaction says so on the record.
 */
export async function applyImport(context: ImportContext, db: Database, given: ImportRow) {
  let after = given.applied_to
  for (let spans = 1; after !== lastSubject; spans += 1) {
    const span = await nextSpan(db, { importId: given.id, after, rows: spans === 1 ? firstSpanRows : spanRows })
    await again(() =>
      db.transaction().execute(async (tx) => {
        await applySpan[given.format](context, tx, span)
        await tx.updateTable('registry_import').set({ applied_to: span.upTo }).where('id', '=', given.id).execute()
      }),
    )
    after = span.upTo
    // The tables grow under the planner's feet: after 1, 2, 4, 8 … spans it learns how large they are. Never while they are empty: an
    // emptied table that was analyzed counts as empty for good, and every row would be compared with every other.
    if (Number.isInteger(Math.log2(spans))) await sql`select analyze_registry()`.execute(db)
  }
  await db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await sql`delete from import_row where import_id = ${given.id}::uuid`.execute(tx)
    await tx.updateTable('registry_import').set({ state: 'applied', ended_at: now }).where('id', '=', given.id).execute()
    await recordAudit(
      tx,
      { actor: 'operator', subject: given.id, at: now },
      {
        type: 'import.applied',
        import: given.id,
        format: given.format,
        operator: given.operator,
        confirmedBy: given.confirmed_by,
        rows: given.rows,
        bad: given.bad,
        contactsChanged: given.contacts_changed,
        representativesChanged: given.representatives_changed,
      },
    )
  })
}

/** From where an import has come to, far enough for a span, and never between two rows of one subject. */
async function nextSpan(db: Database, from: { importId: string; after: string; rows: number }): Promise<Span> {
  const { rows } = await sql<{ subject: string }>`
    select subject from import_row where import_id = ${from.importId}::uuid and subject > ${from.after} order by subject offset ${from.rows - 1} limit 1`.execute(
    db,
  )
  return { importId: from.importId, after: from.after, upTo: rows[0]?.subject ?? lastSubject }
}

async function again(task: () => Promise<void>) {
  for (let left = attempts; ; left -= 1) {
    try {
      return await task()
    } catch (error) {
      if (left === 1 || !(error instanceof Error && 'code' in error && passing.includes(String(error.code)))) throw error
    }
  }
}
