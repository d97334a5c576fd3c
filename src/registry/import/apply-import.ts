import { type Selectable, sql } from 'kysely'
import { recordAudit } from '../../audit/audit.ts'
import type { Context } from '../../context.ts'
import type { Database, Schema, Tx } from '../../db/database.ts'
import { giveNotice } from '../../notifications/notices.ts'
import { lockOpenCases, voidEvidence } from '../../recovery/void-evidence.ts'
import { type Applied, applyRegistry } from './apply-registry.ts'
import { applySri } from './apply-sri.ts'
import { lastTaxId, rowsOf, type Span } from './difference.ts'

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
  for (let spans = 1; after !== lastTaxId; spans += 1) {
    const span = await nextSpan(db, { importId: given.id, after, rows: spans === 1 ? firstSpanRows : spanRows })
    await again(() => db.transaction().execute((tx) => applySpan(context, tx, { given, span })))
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

/** From where an import has come to, far enough for a span, and never between two rows of one employer. */
async function nextSpan(db: Database, from: { importId: string; after: string; rows: number }): Promise<Span> {
  const { rows } = await sql<{ tax_id: string }>`
    select tax_id from import_row where import_id = ${from.importId}::uuid and tax_id > ${from.after} order by tax_id offset ${from.rows - 1} limit 1`.execute(
    db,
  )
  return { importId: from.importId, after: from.after, upTo: rows[0]?.tax_id ?? lastTaxId }
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

async function applySpan(context: ImportContext, tx: Tx, { given, span }: { given: ImportRow; span: Span }) {
  await lockOpenCases(tx, await lockHolders(tx, span))
  const now = await context.clock(tx)
  if (given.format === 'sri') await applySri(tx, span)
  else await tellAbout(context, tx, { importId: given.id, applied: await applyRegistry(tx, span, { now, policy: context.institution.policy }), now })
  await closeEmployers(tx, span)
  await tx.updateTable('registry_import').set({ applied_to: span.upTo }).where('id', '=', given.id).execute()
}

/** In order, and weaker than what a deletion would take, so that a start of a recovery need not wait. */
async function lockHolders(tx: Tx, span: Span): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select branch.id from branch join employer on employer.id = branch.employer_id
    where employer.tax_id in (select s.tax_id from ${rowsOf(span)}) order by branch.id for no key update of branch`.execute(tx)
  return rows.map(({ id }) => id)
}

/** An employer is closed when every branch of it is. */
async function closeEmployers(tx: Tx, span: Span) {
  await sql`
    update employer set status = stands.status
    from (
      select branch.employer_id, case when bool_or(branch.status = 'active') then 'active' else 'closed' end as status
      from branch join employer on employer.id = branch.employer_id
      where employer.tax_id in (select s.tax_id from ${rowsOf(span)}) group by branch.employer_id
    ) as stands
    where employer.id = stands.employer_id and employer.status <> stands.status`.execute(tx)
}

/** What follows for each holder: proofs that no longer count, the record, and every contact told, the old ones too. */
async function tellAbout(context: ImportContext, tx: Tx, { importId, applied, now }: { importId: string; applied: Applied; now: Date }) {
  const removed = byBranch(applied.contactsRemoved)
  const added = byBranch(applied.contactsAdded)
  const changed = byBranch(applied.representationsChanged)
  const appointed = byBranch(applied.representationsAdded)
  await voidEvidence(tx, {
    contactIds: applied.contactsRemoved.map(({ id }) => id),
    representationIds: applied.representationsChanged.map(({ id }) => id),
    now,
  })
  for (const branchId of new Set([...removed.keys(), ...added.keys()])) {
    const details = { added: added.get(branchId) ?? [], removed: removed.get(branchId) ?? [] }
    await recordAudit(tx, { actor: 'operator', subject: branchId, at: now }, { type: 'contact.changed', import: importId, ...details })
    await giveNotice(context, tx, { kind: 'contact.changed', recoveryId: null, branchId, details, createdAt: now })
  }
  for (const branchId of new Set([...changed.keys(), ...appointed.keys()])) {
    const details = { added: appointed.get(branchId) ?? [], changed: changed.get(branchId) ?? [] }
    await recordAudit(tx, { actor: 'operator', subject: branchId, at: now }, { type: 'representation.changed', import: importId, ...details })
    await giveNotice(context, tx, { kind: 'representation.changed', recoveryId: null, branchId, details, createdAt: now })
  }
}

function byBranch(rows: readonly { branchId: string; id: string }[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>()
  for (const { branchId, id } of rows) grouped.set(branchId, [...(grouped.get(branchId) ?? []), id])
  return grouped
}
