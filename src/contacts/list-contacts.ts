import { type Selectable, sql } from 'kysely'
import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Schema, Tx } from '../db/database.ts'
import type { Contact } from './contacts.ts'

const columns = [
  'id',
  'channel',
  'value',
  'status',
  'since',
  'cools_until',
  'last_used_at',
  'bounced_at',
  'removed_at',
  'suspended_at',
  'through_replacement',
] as const

/** Every contact an employer's branch has or had, oldest first. */
export const listContacts = (tx: Tx, branchId: string) => listHolderContacts(tx, { kind: 'employer', id: branchId })

/** Every contact a person has or had of their own, oldest first. */
export const listPersonContacts = (tx: Tx, personId: string) => listHolderContacts(tx, { kind: 'personal', id: personId })

/** Every contact a holder has or had of its own, oldest first. */
export async function listHolderContacts(tx: Tx, holder: HolderRef): Promise<Contact[]> {
  const rows = await tx.selectFrom('contact').select(columns).where(holderColumn[holder.kind], '=', holder.id).orderBy('since').orderBy('id').execute()
  return rows.map(fromRow)
}

/** One mailbox is one, however it is written; values are in normal form but for their capitals. */
const sameMailbox = sql<boolean>`lower(contact.value) = lower(one.value)`

/** How many employers have the mailbox or number of this contact among their active ones. */
export async function countEmployersServed(tx: Tx, contactId: string): Promise<number> {
  const row = await tx
    .selectFrom('contact as one')
    .innerJoin('contact', (join) => join.onRef('contact.channel', '=', 'one.channel').on(sameMailbox))
    .innerJoin('branch', 'branch.id', 'contact.branch_id')
    .select(sql<number>`count(distinct branch.employer_id)::int`.as('employers'))
    .where('one.id', '=', contactId)
    .where('contact.status', '=', 'active')
    .executeTakeFirstOrThrow()
  return row.employers
}

/** How many persons have the mailbox or number of this contact among their own active ones. */
export async function countPersonsServed(tx: Tx, contactId: string): Promise<number> {
  const row = await tx
    .selectFrom('contact as one')
    .innerJoin('contact', (join) => join.onRef('contact.channel', '=', 'one.channel').on(sameMailbox))
    .select(sql<number>`count(distinct contact.person_id)::int`.as('persons'))
    .where('one.id', '=', contactId)
    .where('contact.status', '=', 'active')
    .executeTakeFirstOrThrow()
  return row.persons
}

export async function markContactUsed(tx: Tx, contactId: string, at: Date) {
  await tx.updateTable('contact').set({ last_used_at: at }).where('id', '=', contactId).execute()
}

export async function markContactBounced(tx: Tx, contactId: string, at: Date) {
  await tx.updateTable('contact').set({ bounced_at: at }).where('id', '=', contactId).where('bounced_at', 'is', null).execute()
}

function fromRow(row: Pick<Selectable<Schema['contact']>, (typeof columns)[number]>): Contact {
  return {
    id: row.id,
    channel: row.channel,
    value: row.value,
    status: row.status,
    since: row.since,
    coolsUntil: row.cools_until,
    lastUsedAt: row.last_used_at,
    bouncedAt: row.bounced_at,
    removedAt: row.removed_at,
    suspendedAt: row.suspended_at,
    throughReplacement: row.through_replacement,
  }
}

/** Removes contacts that a supervisor found to be wrong, for good: they keep neither veto nor notices. Returns those it changed. */
export async function suspendContacts(tx: Tx, ids: readonly string[], at: Date): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .updateTable('contact')
    .set(({ fn, val }) => ({ status: 'removed' as const, suspended_at: at, removed_at: fn.coalesce('removed_at', val(at)) }))
    .where('id', 'in', ids)
    .where('suspended_at', 'is', null)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
