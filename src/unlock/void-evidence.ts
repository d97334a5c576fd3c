import { sql } from 'kysely'
import { recordAudit } from '../audit/audit.ts'
import type { Tx } from '../db/database.ts'

/** Locks every open case of these people, whose rows are locked already: no proof is given and no key kept or set meanwhile. */
export async function lockOpenUnlocks(tx: Tx, personIds: readonly string[]) {
  if (personIds.length === 0) return
  await tx
    .selectFrom('unlock')
    .select('id')
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('state', 'in', ['awaiting_proof', 'proven', 'needs_office'])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/**
 * Sends to the office every proven case whose proof came from one of these contacts, which are no longer registered. A case without proof is
 * asked again when it proves; a link of a contact that is still registered can prove anew.
 */
export async function voidUnlockEvidence(tx: Tx, of: { contactIds: readonly string[]; now: Date }) {
  if (of.contactIds.length === 0) return
  const reason = 'no_usable_contact'
  const sent = await tx
    .updateTable('unlock')
    .set({ state: 'needs_office', office_reason: reason })
    .where('proven_by', '=', sql<string>`any(${of.contactIds}::uuid[])`)
    .where('state', '=', 'proven')
    .returning('id')
    .execute()
  for (const { id } of sent) await recordAudit(tx, { actor: 'system', subject: id, at: of.now }, { type: 'unlock.office_needed', reason })
}
