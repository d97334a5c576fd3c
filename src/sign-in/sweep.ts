import type { Context } from '../context.ts'

/** Deletes sessions that have idled or lasted too long. */
export function sweepSessions(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = (await context.clock(tx)).getTime()
    const { sessionIdle, sessionAtMost } = context.institution.policy
    await tx
      .deleteFrom('employer_session')
      .where((eb) => eb.or([eb('seen_at', '<', new Date(now - sessionIdle)), eb('started_at', '<', new Date(now - sessionAtMost))]))
      .execute()
  })
}
