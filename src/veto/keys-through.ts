import { type Contact, destinationOf } from '../contacts/contacts.ts'
import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'

/** The living key of a holder, if it came through one of these contacts: recovered online, kept unlocked, or chosen after a proof by it. */
export async function listKeysThrough(tx: Tx, holder: HolderRef, contactIds: readonly string[]): Promise<string[]> {
  if (contactIds.length === 0) return []
  const living = tx
    .selectFrom('credential')
    .select('credential.id')
    .where(`credential.${holderColumn[holder.kind]}`, '=', holder.id)
    .where('ended_at', 'is', null)
  const rows =
    holder.kind === 'employer'
      ? await living.innerJoin('recovery', 'recovery.credential_id', 'credential.id').where('recovery.proven_by', 'in', contactIds).execute()
      : await living.where('through_contact', 'in', contactIds).execute()
  return rows.map(({ id }) => id)
}

/** This contact and every other one of the holder with the same address: one mailbox can be registered twice. */
export function sameMailbox(contacts: readonly Contact[], contactId: string | null): string[] {
  const contact = contacts.find(({ id }) => id === contactId)
  return contact === undefined ? [] : contacts.filter((each) => destinationOf(each) === destinationOf(contact)).map(({ id }) => id)
}
