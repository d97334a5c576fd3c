import { type HolderRef, holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'

/** Since when registered contacts dispute a case of this holder with an office; null: none is disputed, or somebody resolved it. */
export async function caseDisputedSince(tx: Tx, holder: HolderRef): Promise<Date | null> {
  const row = await tx
    .selectFrom('replacement')
    .select('moved_at')
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('state', '=', 'disputed')
    .orderBy('moved_at')
    .limit(1)
    .executeTakeFirst()
  return row?.moved_at ?? null
}
