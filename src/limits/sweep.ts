import type { Context } from '../context.ts'

/** Deletes counts, budgets and spent challenges whose time is over. */
export function sweepLimits(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await tx.deleteFrom('limit_window').where('ends_at', '<', now).execute()
    await tx.deleteFrom('message_budget').where('ends_at', '<', now).execute()
    await tx.deleteFrom('spent_challenge').where('ends_at', '<', now).execute()
  })
}
