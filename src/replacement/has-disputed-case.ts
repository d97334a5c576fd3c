import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'

/** Whether a registered contact disputes a case of this holder with an office, and nobody has resolved it. */
export async function hasDisputedCase(tx: Tx, holder: HolderRef): Promise<boolean> {
  const row = await tx
    .selectFrom('replacement')
    .select('id')
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('state', '=', 'disputed')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
