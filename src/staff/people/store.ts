import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Schema, Tx } from '../../db/database.ts'

export type AccountRow = Selectable<Schema['staff_member']>
export type ChangeRow = Selectable<Schema['staff_change']>

export async function lockAccountByNationalId(tx: Tx, nationalId: string): Promise<AccountRow | null> {
  return (await tx.selectFrom('staff_member').selectAll().where('national_id', '=', nationalId).forNoKeyUpdate().executeTakeFirst()) ?? null
}

export async function lockAccount(tx: Tx, id: string): Promise<AccountRow | null> {
  return (await tx.selectFrom('staff_member').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()) ?? null
}

export async function readAccount(tx: Tx, id: string): Promise<AccountRow | null> {
  return (await tx.selectFrom('staff_member').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Whether an address is that of another account, however it is written: one person would be two, and confirm what they asked for. */
export async function isAddressOfAnother(tx: Tx, { email, staffId }: { email: string; staffId: string | null }): Promise<boolean> {
  const { rows } = await sql`
    select 1 from staff_member where state <> 'removed' and id is distinct from ${staffId}::uuid
      and regexp_replace(lower(email), '\\+[^@]*@', '@') = regexp_replace(lower(${email}), '\\+[^@]*@', '@') limit 1`.execute(tx)
  return rows.length > 0
}

export type PastRemoval = { at: Date; by: string | null }

/** The last time that an account was removed, as the record has it: one that came back is removed no more. */
export async function readLastRemoval(tx: Tx, { staffId, until }: { staffId: string; until: Date }): Promise<PastRemoval | null> {
  const row = await tx
    .selectFrom('audit_event')
    .leftJoin('staff_member', 'staff_member.id', 'audit_event.staff_id')
    .select(['occurred_at as at', 'staff_member.name as by'])
    .where('type', '=', 'staff.removed')
    .where('subject', '=', staffId)
    .where('occurred_at', '<=', until)
    .orderBy('occurred_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export function listAccounts(tx: Tx): Promise<AccountRow[]> {
  return tx.selectFrom('staff_member').selectAll().orderBy('state').orderBy('name').orderBy('email').execute()
}

/** False where the national id has an account already. */
export async function insertAccount(tx: Tx, row: Insertable<Schema['staff_member']>): Promise<boolean> {
  const inserted = await tx
    .insertInto('staff_member')
    .values(row)
    .onConflict((conflict) => conflict.column('national_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function saveAccount(tx: Tx, id: string, patch: Updateable<Schema['staff_member']>) {
  await tx.updateTable('staff_member').set(patch).where('id', '=', id).execute()
}

export async function countActiveAdministrators(tx: Tx): Promise<number> {
  const rows = await tx
    .selectFrom('staff_member')
    .select('id')
    .where('state', '=', 'active')
    .where(({ eb, val }) => eb(val('administrator'), '=', eb.fn.any('roles')))
    .execute()
  return rows.length
}

export function listWaitingChanges(tx: Tx): Promise<ChangeRow[]> {
  return tx.selectFrom('staff_change').selectAll().where('outcome', 'is', null).orderBy('asked_at').execute()
}

/** False where one of the kind waits already. */
export async function insertChange(tx: Tx, row: Insertable<Schema['staff_change']>): Promise<boolean> {
  const inserted = await tx
    .insertInto('staff_change')
    .values(row)
    .onConflict((conflict) => conflict.columns(['staff_id', 'kind']).where('outcome', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function lockWaitingChange(tx: Tx, on: { id: string; staffId: string }): Promise<ChangeRow | null> {
  const query = tx.selectFrom('staff_change').selectAll().where('id', '=', on.id).where('staff_id', '=', on.staffId).where('outcome', 'is', null)
  return (await query.forUpdate().executeTakeFirst()) ?? null
}

export async function settle(tx: Tx, on: { id: string; outcome: 'confirmed' | 'withdrawn'; by: string | null; now: Date }) {
  await tx.updateTable('staff_change').set({ outcome: on.outcome, settled_by: on.by, settled_at: on.now }).where('id', '=', on.id).execute()
}

/** What was asked for an account that is gone, or came anew, waits no longer. */
export async function withdrawChanges(tx: Tx, on: { staffId: string; by: string | null; now: Date }) {
  await tx
    .updateTable('staff_change')
    .set({ outcome: 'withdrawn', settled_by: on.by, settled_at: on.now })
    .where('staff_id', '=', on.staffId)
    .where('outcome', 'is', null)
    .execute()
}

/** The cases that a member of staff holds go back to the queue; returns how many. */
export async function returnLeasedCases(tx: Tx, staffId: string): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('replacement')
    .set({ leased_by: null, leased_until: null })
    .where('leased_by', '=', staffId)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function countLeasedCases(tx: Tx, staffId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('replacement')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('leased_by', '=', staffId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export function listAuditors(tx: Tx): Promise<{ id: string; email: string }[]> {
  return tx
    .selectFrom('staff_member')
    .select(['id', 'email'])
    .where('state', '=', 'active')
    .where(({ eb, val }) => eb(val('auditor'), '=', eb.fn.any('roles')))
    .orderBy('email')
    .execute()
}
