import type { Context } from '../context.ts'

/** Deletes counts, budgets and spent challenges whose time is over. What somebody is counting on right now is left for the next time: nothing waits. */
export function sweepLimits(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await tx
      .deleteFrom('limit_window')
      .where('key', 'in', (over) => over.selectFrom('limit_window').select('key').where('ends_at', '<', now).forUpdate().skipLocked())
      .execute()
    await tx
      .deleteFrom('message_budget')
      .where('key', 'in', (over) => over.selectFrom('message_budget').select('key').where('ends_at', '<', now).forUpdate().skipLocked())
      .execute()
    await tx
      .deleteFrom('spent_challenge')
      .where('id', 'in', (over) => over.selectFrom('spent_challenge').select('id').where('ends_at', '<', now).forUpdate().skipLocked())
      .execute()
  })
}
