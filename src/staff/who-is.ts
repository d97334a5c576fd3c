import type { Context } from '../context.ts'
import type { StaffBrowser } from './enter-office.ts'
import type { StaffActor } from './staff.ts'
import { useStaffSession } from './store.ts'

/** Who is signed in with this browser, whatever the account may do; null: nobody. */
export function whoIs(context: Context, browser: StaffBrowser): Promise<{ actor: StaffActor; now: Date } | null> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const actor = await useStaffSession(tx, { hashes: browser.held, now, policy: context.institution.policy })
    return actor && { actor, now }
  })
}
