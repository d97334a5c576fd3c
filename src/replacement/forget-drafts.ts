import type { Context } from '../context.ts'

/** From now on no browser holds these drafts, nor what was filed from them. */
export async function forgetDrafts(context: Context, held: readonly string[]): Promise<void> {
  if (held.length === 0) return
  await context.db.transaction().execute((tx) => tx.updateTable('replacement').set({ draft_hash: null }).where('draft_hash', 'in', held).execute())
}
