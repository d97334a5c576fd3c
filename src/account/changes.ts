import type { Selectable } from 'kysely'
import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Schema, Tx } from '../db/database.ts'
import type { Language } from '../institution.ts'
import type { AccountChangeKind } from './account.ts'

/** Something that a signed-in holder changed. */
export type AccountChange = {
  id: string
  holder: HolderRef
  credentialId: string
  kind: AccountChangeKind
  removedContact: string | null
  addedContact: string | null
  savedCode: string | null
  hardenedBefore: Date | null
  language: Language
  at: Date
  undoneAt: Date | null
  undoneBy: string | null
}

export async function readChange(tx: Tx, id: string): Promise<AccountChange | null> {
  const row = await tx.selectFrom('account_change').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** The newest change of a contact made with a key that nobody undid. */
export async function readLastContactChange(tx: Tx, credentialId: string): Promise<AccountChange | null> {
  const row = await tx
    .selectFrom('account_change')
    .selectAll()
    .where('credential_id', '=', credentialId)
    .where('kind', '=', 'contact')
    .where('undone_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** What was changed with the same key since a change, that one too, and was not undone; newest first. */
export async function listChangesSince(tx: Tx, change: AccountChange): Promise<AccountChange[]> {
  const rows = await tx
    .selectFrom('account_change')
    .selectAll()
    .where(holderColumn[change.holder.kind], '=', change.holder.id)
    .where('credential_id', '=', change.credentialId)
    .where('at', '>=', change.at)
    .where('undone_at', 'is', null)
    .orderBy('at', 'desc')
    .execute()
  return rows.map(fromRow)
}

export async function markUndone(tx: Tx, ids: readonly string[], by: { contactId: string; now: Date }) {
  await tx.updateTable('account_change').set({ undone_at: by.now, undone_by: by.contactId }).where('id', 'in', ids).execute()
}

function fromRow(row: Selectable<Schema['account_change']>): AccountChange {
  return {
    id: row.id,
    holder: row.branch_id === null ? { kind: 'personal', id: row.person_id ?? '' } : { kind: 'employer', id: row.branch_id },
    credentialId: row.credential_id,
    kind: row.kind,
    removedContact: row.removed_contact,
    addedContact: row.added_contact,
    savedCode: row.saved_code,
    hardenedBefore: row.hardened_before,
    language: row.language,
    at: row.at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
  }
}
