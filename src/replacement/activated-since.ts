import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'

/** Whether an office settled since then whose the contacts of a holder are, and no dispute took that back: what was before is no longer restored. */
export async function wasActivatedSince(tx: Tx, holder: HolderRef, at: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('replacement')
    .select('id')
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('activated_at', '>=', at)
    .where('state', '<>', 'rejected')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
