import { touchedBy } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'

/**
 * Whether a contact undid the choice of hardened recovery that was made with the key a branch has now. One mailbox was enough for that, so
 * until a new key is set the same mailbox is not enough to recover at once.
 */
export async function wasHardeningUndone(tx: Tx, branchId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('account_change')
    .innerJoin('credential', 'credential.id', 'account_change.credential_id')
    .select('account_change.id')
    .where('account_change.branch_id', '=', branchId)
    .where('account_change.kind', '=', 'hardening_chosen')
    .where('account_change.undone_at', 'is not', null)
    .where('credential.status', 'in', touchedBy('employer', 'new_key_set'))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
