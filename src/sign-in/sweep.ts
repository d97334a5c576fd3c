import type { Context } from '../context.ts'

/** Deletes sessions that have idled or lasted too long, and forgets browsers that have not signed in for long. */
export function sweepSessions(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const { sessionIdle, sessionAtMost } = context.institution.policy
    for (const table of ['employer_session', 'personal_session'] as const) {
      await tx
        .deleteFrom(table)
        .where((eb) => eb.or([eb('seen_at', '<', new Date(now.getTime() - sessionIdle)), eb('started_at', '<', new Date(now.getTime() - sessionAtMost))]))
        .execute()
    }
    await tx.deleteFrom('known_browser').where('ends_at', '<', now).execute()
  })
}
