import type { Tx } from '../../db/database.ts'
import type { StaffRole, StaffState } from '../staff.ts'
import type { NewPasskey, StoredPasskey } from './webauthn.ts'

export type Enrolling = { hash: string; staffId: string; email: string; name: string; state: StaffState; roles: readonly StaffRole[]; endsAt: Date }

const openLink = (tx: Tx, hashes: readonly string[], now: Date) =>
  tx
    .selectFrom('staff_enrolment')
    .innerJoin('staff_member as staff', 'staff.id', 'staff_enrolment.staff_id')
    .select(['staff_enrolment.hash', 'staff.id as staffId', 'staff.email', 'staff.name', 'staff.state', 'staff.roles', 'staff_enrolment.ends_at as endsAt'])
    .where('staff_enrolment.hash', 'in', hashes)
    .where('staff_enrolment.used_at', 'is', null)
    .where('staff_enrolment.ends_at', '>', now)
    .where('staff.state', '<>', 'removed')
    .where('staff.confirmed_at', 'is not', null)

export async function readOpenLink(tx: Tx, hashes: readonly string[], now: Date): Promise<Enrolling | null> {
  return (await openLink(tx, hashes, now).executeTakeFirst()) ?? null
}

/**
 * Locks the account behind a link, whether or not it still works: that is asked afterwards, at a time taken then. The account is the one lock of
 * everything that its links and passkeys are: whoever changes them holds it, so nobody waits in a circle.
 */
export async function lockAccountOfLink(tx: Tx, hashes: readonly string[]) {
  const link = await tx.selectFrom('staff_enrolment').select('staff_id').where('hash', 'in', hashes).executeTakeFirst()
  if (link) await lockStaff(tx, link.staff_id)
}

const lockStaff = (tx: Tx, id: string) => tx.selectFrom('staff_member').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

/** Makes a link. Older ones of the same account end: the newest is the one that works. */
export async function insertLink(tx: Tx, link: { hash: string; staffId: string; now: Date; endsAt: Date }) {
  await endLinks(tx, link.staffId, link.now)
  await tx.insertInto('staff_enrolment').values({ hash: link.hash, staff_id: link.staffId, made_at: link.now, ends_at: link.endsAt }).execute()
}

export async function endLinks(tx: Tx, staffId: string, now: Date) {
  await tx.updateTable('staff_enrolment').set({ used_at: now }).where('staff_id', '=', staffId).where('used_at', 'is', null).execute()
}

export type ListedPasskey = { id: string; name: string; madeAt: Date; usedAt: Date | null }

export function listPasskeys(tx: Tx, staffId: string): Promise<ListedPasskey[]> {
  return tx
    .selectFrom('staff_passkey')
    .select(['id', 'name', 'made_at as madeAt', 'used_at as usedAt'])
    .where('staff_id', '=', staffId)
    .where('removed_at', 'is', null)
    .orderBy('made_at')
    .execute()
}

/** False where this passkey is registered already, to whomever. */
export async function insertPasskey(tx: Tx, of: { staffId: string; passkey: NewPasskey; name: string; now: Date }): Promise<boolean> {
  const { passkey } = of
  const inserted = await tx
    .insertInto('staff_passkey')
    .values({
      id: passkey.id,
      staff_id: of.staffId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      name: of.name,
      made_at: of.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

const activePasskey = (tx: Tx, id: string) =>
  tx
    .selectFrom('staff_passkey')
    .innerJoin('staff_member as staff', 'staff.id', 'staff_passkey.staff_id')
    .select(['staff_passkey.id', 'staff_passkey.staff_id as staffId', 'staff_passkey.public_key as publicKey', 'staff_passkey.counter'])
    .where('staff_passkey.id', '=', id)
    .where('staff_passkey.removed_at', 'is', null)
    .where('staff.state', '=', 'active')
    .executeTakeFirst()

/** A passkey of an active account, which is locked. */
export async function lockPasskey(tx: Tx, id: string): Promise<StoredPasskey | null> {
  const found = await activePasskey(tx, id)
  if (!found) return null
  await lockStaff(tx, found.staffId)
  const row = await activePasskey(tx, id)
  return row ? { ...row, counter: Number(row.counter) } : null
}

export async function notePasskeyUsed(tx: Tx, of: { id: string; counter: number; now: Date }) {
  await tx.updateTable('staff_passkey').set({ counter: of.counter, used_at: of.now }).where('id', '=', of.id).execute()
}

/** False where the account has no such passkey any more. */
export async function removePasskey(tx: Tx, of: { staffId: string; id: string; now: Date }): Promise<boolean> {
  const removed = await tx
    .updateTable('staff_passkey')
    .set({ removed_at: of.now })
    .where('id', '=', of.id)
    .where('staff_id', '=', of.staffId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return removed !== undefined
}

export async function removePasskeys(tx: Tx, staffId: string, now: Date) {
  await tx.updateTable('staff_passkey').set({ removed_at: now }).where('staff_id', '=', staffId).where('removed_at', 'is', null).execute()
}

/** From now on the account may act: the person has a passkey. */
export async function activate(tx: Tx, staffId: string) {
  await tx.updateTable('staff_member').set({ state: 'active' }).where('id', '=', staffId).execute()
}
