import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Schema, Tx } from '../../db/database.ts'

export type AccountRow = Selectable<Schema['staff_member']>

export async function lockAccountByNationalId(tx: Tx, nationalId: string): Promise<AccountRow | null> {
  return (await tx.selectFrom('staff_member').selectAll().where('national_id', '=', nationalId).forUpdate().executeTakeFirst()) ?? null
}

export async function insertAccount(tx: Tx, row: Insertable<Schema['staff_member']>) {
  await tx.insertInto('staff_member').values(row).execute()
}

export async function saveAccount(tx: Tx, id: string, patch: Updateable<Schema['staff_member']>) {
  await tx.updateTable('staff_member').set(patch).where('id', '=', id).execute()
}
