import type { Context } from '../context.ts'
import type { StaffBrowser } from './enter-office.ts'
import { listPasskeys } from './passkeys/store.ts'
import type { StaffActor } from './staff.ts'
import { useStaffSession } from './store.ts'

/** Who is signed in with this browser, whatever the account may do, and how many passkeys it has; null: nobody. */
export function viewToday(context: Context, browser: StaffBrowser): Promise<{ actor: StaffActor; passkeys: number; now: Date } | null> {
  return context.db.transaction().execute(async (tx) => {
    const now = await context.clock(tx)
    const actor = await useStaffSession(tx, { hashes: browser.held, now, policy: context.institution.policy })
    return actor && { actor, passkeys: (await listPasskeys(tx, actor.id)).length, now }
  })
}
