import type { Context } from '../context.ts'

const day = 86_400_000

/**
 * Deletes used challenges that have ended, links that ended a day ago, and sessions long after their end: until then it is known whose work
 * a form was that came too late.
 */
export function sweepStaff(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const before = (milliseconds: number) => new Date(now.getTime() - milliseconds)
    await tx.deleteFrom('staff_challenge').where('ends_at', '<', now).execute()
    await tx.deleteFrom('staff_enrolment').where('ends_at', '<', before(day)).execute()
    await tx
      .deleteFrom('staff_session')
      .where('started_at', '<', before(2 * context.institution.policy.staffSessionAtMost))
      .execute()
  })
}
