import type { Context } from '../context.ts'

/** Forgets new addresses whose code was never given, once the page that waited for it is over. */
export function sweepPending(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    await tx
      .deleteFrom('contact_change')
      .where('asked_at', '<', new Date(now.getTime() - context.institution.policy.linkLifetime))
      .execute()
  })
}
