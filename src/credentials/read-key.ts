import type { Tx } from '../db/database.ts'
import type { Situation } from '../evidence/evidence.ts'

/** How an employer stands to its key, as evidence sees it. */
export async function readKeyState(tx: Tx, branchId: string): Promise<Situation['key']> {
  const row = await tx
    .selectFrom('credential')
    .select(['status'])
    .where('branch_id', '=', branchId)
    .where('status', 'in', ['external', 'active', 'blocked'])
    .executeTakeFirst()
  return row === undefined ? 'none' : row.status === 'blocked' ? 'blocked_by_failed_sign_ins' : 'forgotten'
}
