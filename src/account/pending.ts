import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import type { Language } from '../institution.ts'
import type { Pending } from './account.ts'

/** A new address that waits for the code sent to it. `replaces`: the contact whose place it takes; null: it is added. */
export type PendingContact = Pending & {
  id: string
  sessionHash: string
  replaces: string | null
  channel: 'email' | 'phone'
  value: string
  language: Language
  failed: boolean
}

type NewPending = Pick<PendingContact, 'id' | 'sessionHash' | 'replaces' | 'channel' | 'value' | 'language' | 'triesLeft' | 'askedAt'> & {
  holder: HolderRef
  credentialId: string
}

export async function insertPending(tx: Tx, pending: NewPending) {
  await tx
    .insertInto('contact_change')
    .values({
      id: pending.id,
      [holderColumn[pending.holder.kind]]: pending.holder.id,
      credential_id: pending.credentialId,
      session_hash: pending.sessionHash,
      replaces: pending.replaces,
      channel: pending.channel,
      value: pending.value,
      language: pending.language,
      codes: '[]',
      tries_left: pending.triesLeft,
      asked_at: pending.askedAt,
    })
    .execute()
}

/** What this session asked for, locked: two submissions cannot share one try. */
export const lockPending = (tx: Tx, on: { holder: HolderRef; sessionHash: string }) =>
  one(query(tx).where(holderColumn[on.holder.kind], '=', on.holder.id).where('session_hash', '=', on.sessionHash).forUpdate())

export const readPending = (tx: Tx, on: { holder: HolderRef; sessionHash: string }) =>
  one(query(tx).where(holderColumn[on.holder.kind], '=', on.holder.id).where('session_hash', '=', on.sessionHash))

/** The one that a code is to be sent for, with what its wrong codes are counted by; null: it was sent, failed, or is no longer asked for. */
export async function lockUnsent(tx: Tx, id: string): Promise<{ pending: PendingContact; holder: HolderRef } | null> {
  const row = await tx
    .selectFrom('contact_change')
    .select(['branch_id', 'person_id'])
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  const pending = row && (await one(query(tx).where('id', '=', id)))
  if (!row || !pending) return null
  return { pending, holder: row.branch_id === null ? { kind: 'personal', id: row.person_id ?? '' } : { kind: 'employer', id: row.branch_id } }
}

export async function savePending(tx: Tx, id: string, what: { codes: Pending['codes'] } | { triesLeft: number } | { sentAt: Date } | { failedAt: Date }) {
  const set =
    'codes' in what
      ? { codes: JSON.stringify(what.codes) }
      : 'triesLeft' in what
        ? { tries_left: what.triesLeft }
        : 'sentAt' in what
          ? { sent_at: what.sentAt }
          : { failed_at: what.failedAt }
  await tx.updateTable('contact_change').set(set).where('id', '=', id).execute()
}

/** Forgets a new address that waits for its code. */
export async function forgetPending(tx: Tx, holder: HolderRef) {
  await tx.deleteFrom('contact_change').where(holderColumn[holder.kind], '=', holder.id).execute()
}

const query = (tx: Tx) =>
  tx
    .selectFrom('contact_change')
    .select([
      'id',
      'session_hash as sessionHash',
      'replaces',
      'channel',
      'value',
      'language',
      'codes',
      'tries_left as triesLeft',
      'asked_at as askedAt',
      'failed_at',
    ])

async function one(found: ReturnType<typeof query>): Promise<PendingContact | null> {
  const row = await found.executeTakeFirst()
  if (!row) return null
  const { failed_at, ...pending } = row
  return { ...pending, failed: failed_at !== null }
}
