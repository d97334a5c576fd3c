import { sql } from 'kysely'
import { recordAudit } from '../audit/audit.ts'
import type { Tx } from '../db/database.ts'
import { openStates } from './recovery.ts'

/** Locks every open case of these holders, whose rows are locked already: no proof is given and no key set meanwhile. */
export async function lockOpenCases(tx: Tx, branchIds: readonly string[]) {
  if (branchIds.length === 0) return
  await tx
    .selectFrom('recovery')
    .select('id')
    .where('branch_id', '=', sql<string>`any(${branchIds}::uuid[])`)
    .where('state', 'in', openStates)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/**
 * Sends to the office every proven case whose proof came from one of these contacts, which are no longer registered, or that names one of these
 * representations, which changed. A case without proof is asked again when it proves; a link of a contact that is still registered can prove anew.
 */
export async function voidEvidence(tx: Tx, of: { contactIds: readonly string[]; representationIds: readonly string[]; now: Date }) {
  const send = async (column: 'proven_by' | 'representation_id', ids: readonly string[], reason: 'no_usable_contact' | 'representative_changed') => {
    if (ids.length === 0) return
    const sent = await tx
      .updateTable('recovery')
      .set({ state: 'needs_office', office_reason: reason })
      .where(column, '=', sql<string>`any(${ids}::uuid[])`)
      .where('state', 'in', ['needs_evidence', 'waiting', 'proven'])
      .returning('id')
      .execute()
    for (const { id } of sent) await recordAudit(tx, { actor: 'system', subject: id, at: of.now }, { type: 'recovery.office_needed', reason })
  }
  await send('representation_id', of.representationIds, 'representative_changed')
  await send('proven_by', of.contactIds, 'no_usable_contact')
}
