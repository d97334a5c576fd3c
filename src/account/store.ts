import { type Selectable, sql } from 'kysely'
import type { CredentialStatus, HolderRef } from '../credentials/credentials.ts'
import { holderColumn } from '../credentials/credentials.ts'
import type { Schema, Tx } from '../db/database.ts'

/** `number`: RUC and branch, or cédula. */
export type AccountHolder =
  | { kind: 'employer'; id: string; name: string; taxId: string; branchCode: string; heldSince: Date | null; hardenedSince: Date | null }
  | { kind: 'personal'; id: string; name: string; nationalId: string; heldSince: Date | null; hardenedSince: null }

export async function readAccountHolder(tx: Tx, holder: HolderRef): Promise<AccountHolder> {
  if (holder.kind === 'employer') {
    const row = await tx
      .selectFrom('branch')
      .innerJoin('employer', 'employer.id', 'branch.employer_id')
      .select(['employer.legal_name', 'employer.tax_id', 'branch.code', 'branch.security_hold_since', 'branch.hardened_since'])
      .where('branch.id', '=', holder.id)
      .executeTakeFirstOrThrow()
    const { legal_name: name, tax_id: taxId, code: branchCode } = row
    return { kind: 'employer', id: holder.id, name, taxId, branchCode, heldSince: row.security_hold_since, hardenedSince: row.hardened_since }
  }
  const row = await tx.selectFrom('person').select(['full_name', 'national_id', 'security_hold_since']).where('id', '=', holder.id).executeTakeFirstOrThrow()
  return { kind: 'personal', id: holder.id, name: row.full_name, nationalId: row.national_id, heldSince: row.security_hold_since, hardenedSince: null }
}

/** `external`: it was made elsewhere. */
export type KeyInHistory = { id: string; status: CredentialStatus; external: boolean; setAt: Date; endedAt: Date | null; unlockedAt: Date | null }

/** Every key a holder has or had, newest first. */
export async function listKeys(tx: Tx, holder: HolderRef): Promise<KeyInHistory[]> {
  return tx
    .selectFrom('credential')
    .select(sql<boolean>`hash is null`.as('external'))
    .select(['id', 'status', 'set_at as setAt', 'ended_at as endedAt', 'unlocked_at as unlockedAt'])
    .where(holderColumn[holder.kind], '=', holder.id)
    .orderBy('generation', 'desc')
    .execute()
}

/** When a contact undid a change that was made with this key. */
export async function readVetoedAt(tx: Tx, credentialId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('account_change')
    .select('undone_at')
    .where('credential_id', '=', credentialId)
    .where('undone_at', 'is not', null)
    .orderBy('undone_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.undone_at ?? null
}

/** When the saved code that an employer has was made. */
export async function readSavedCode(tx: Tx, branchId: string): Promise<{ id: string; madeAt: Date } | null> {
  const row = await tx.selectFrom('saved_code').select(['id', 'made_at']).where('branch_id', '=', branchId).where('ended_at', 'is', null).executeTakeFirst()
  return row ? { id: row.id, madeAt: row.made_at } : null
}

export async function insertSavedCode(tx: Tx, code: { id: string; branchId: string; hash: string; now: Date }) {
  await tx.insertInto('saved_code').values({ id: code.id, branch_id: code.branchId, hash: code.hash, made_at: code.now }).execute()
}

/** Ends the living saved code of a branch; returns its id. */
export async function endSavedCode(tx: Tx, branchId: string, end: { by: 'made_anew' | 'withdrawn'; now: Date }): Promise<string | null> {
  const row = await tx
    .updateTable('saved_code')
    .set({ ended_at: end.now, ended_by: end.by })
    .where('branch_id', '=', branchId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export async function setHardened(tx: Tx, branchId: string, since: Date | null) {
  await tx.updateTable('branch').set({ hardened_since: since }).where('id', '=', branchId).execute()
}

/** Ends one saved code, if it still lives, because a contact undid its making. */
export async function endSavedCodeOf(tx: Tx, id: string, now: Date) {
  await tx.updateTable('saved_code').set({ ended_at: now, ended_by: 'vetoed' }).where('id', '=', id).where('ended_at', 'is', null).execute()
}

/** Puts hardening back, if it is still what the change made of it. */
export async function restoreHardening(tx: Tx, branchId: string, put: { from: Date | null; to: Date | null }) {
  await tx
    .updateTable('branch')
    .set({ hardened_since: put.to })
    .where('id', '=', branchId)
    .where('hardened_since', put.from === null ? 'is' : '=', put.from)
    .execute()
}

/** Returns the ids of those that were registered until now. */
export async function removeContacts(tx: Tx, ids: readonly string[], now: Date): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .updateTable('contact')
    .set({ status: 'removed', removed_at: now })
    .where('id', 'in', ids)
    .where('status', '=', 'active')
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** A contact that is thrown out while it cools off never finishes: else its veto would begin when its time is up, though it never had one to keep. */
export async function leaveCooling(tx: Tx, ids: readonly string[], on: { now: Date; until: Date }) {
  if (ids.length === 0) return
  await tx.updateTable('contact').set({ cools_until: on.until }).where('id', 'in', ids).where('cools_until', '>', on.now).execute()
}

/**
 * Registers a contact again as it was, with its age, if it went by this change and no file of the institution has put another one in its
 * column since. Where the same address was registered anew meanwhile, the older one takes its place; returns the newer one's id.
 */
export async function restoreContact(tx: Tx, of: { id: string; removedAt: Date; now: Date; coolOff: number }): Promise<string[]> {
  const old = await tx
    .selectFrom('contact')
    .select(['branch_id', 'person_id', 'channel', 'value', 'slot'])
    .where('id', '=', of.id)
    .where('status', '=', 'removed')
    .where('removed_at', '=', of.removedAt)
    .executeTakeFirst()
  if (!old || (await isSuperseded(tx, old, new Date(of.removedAt.getTime() + of.coolOff)))) return []
  const again = await tx
    .selectFrom('contact')
    .select('id')
    .where((eb) => (old.branch_id === null ? eb('person_id', '=', old.person_id) : eb('branch_id', '=', old.branch_id)))
    .where('channel', '=', old.channel)
    .where('value', '=', old.value)
    .where('status', '=', 'active')
    .execute()
  const replaced = await removeContacts(
    tx,
    again.map(({ id }) => id),
    of.now,
  )
  await tx.updateTable('contact').set({ status: 'active', removed_at: null }).where('id', '=', of.id).execute()
  return replaced
}

type Gone = Pick<Selectable<Schema['contact']>, 'branch_id' | 'person_id' | 'channel' | 'value' | 'slot'>

/** Whether a file has given the column of a contact another address after that one was removed. A contact by a file cools off from that day on. */
async function isSuperseded(tx: Tx, gone: Gone, coolsFrom: Date): Promise<boolean> {
  if (gone.slot === null) return false
  const newer = await tx
    .selectFrom('contact')
    .select('id')
    .where((eb) => (gone.branch_id === null ? eb('person_id', '=', gone.person_id) : eb('branch_id', '=', gone.branch_id)))
    .where('channel', '=', gone.channel)
    .where('slot', '=', gone.slot)
    .where(sql<boolean>`lower(value) <> lower(${gone.value})`)
    .where('source', '<>', 'account')
    .where('cools_until', '>=', coolsFrom)
    .executeTakeFirst()
  return newer !== undefined
}

type NewContact = { id: string; holder: HolderRef; channel: 'email' | 'phone'; value: string; inPlaceOf: string | null; coolsUntil: Date; now: Date }

/** Registers a contact, in the column of the registry's file that the one had whose place it takes. */
export async function insertContact(tx: Tx, contact: NewContact) {
  const before =
    contact.inPlaceOf === null ? undefined : await tx.selectFrom('contact').select(['slot', 'channel']).where('id', '=', contact.inPlaceOf).executeTakeFirst()
  await tx
    .insertInto('contact')
    .values({
      id: contact.id,
      [holderColumn[contact.holder.kind]]: contact.holder.id,
      channel: contact.channel,
      value: contact.value,
      status: 'active',
      since: contact.now,
      cools_until: contact.coolsUntil,
      source: 'account',
      last_used_at: contact.now,
      slot: before?.channel === contact.channel ? before.slot : null,
    })
    .execute()
}
