import { sql } from 'kysely'
import type { Context } from '../context.ts'

// What nobody finished is personal data that nobody needs: a draft goes when its time is up, and a request with which nobody came to an office a
// while after its end. What was verified once stays with the record.

/** By how much the last day to come may move to a working day, and more: one that nobody knew is never still shown when one like it is deleted. */
const longestMove = 14 * 86_400_000

/**
 * One that a contact stopped goes when it would have gone had nobody known it: the page that still shows it tells whoever filed it nothing.
 * Entries of the record hold no data of it and stay.
 */
export function sweepRequests(context: Context): Promise<void> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const { unverifiedKept, visitWithin } = context.institution.policy
    const ended = new Date(now.getTime() - unverifiedKept)
    const filed = new Date(now.getTime() - visitWithin - Math.max(unverifiedKept, longestMove))
    // A case that somebody is working on is left for the next time.
    await sql`
      delete from replacement where id in (
        select id from replacement
        where identity_at is null and (
          (state = 'draft' and ends_at <= ${now})
          or (state = 'cancelled' and cancelled_by = 'applicant' and moved_at <= ${ended})
          or (state = 'cancelled' and cancelled_by = 'contact' and submitted_at <= ${filed})
          or (state = 'expired' and coalesce(submitted_at, started_at) <= ${filed}))
        for update skip locked)`.execute(tx)
  })
}
