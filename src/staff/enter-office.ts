import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { StaffActor, StaffRole } from './staff.ts'
import { useStaffSession } from './store.ts'

export type SignedOut = { outcome: 'signed_out' }
export type NotAllowed = { outcome: 'not_allowed' }

/** Whose browser it is. */
export type StaffBrowser = { held: readonly string[] }

/**
 * One transaction of a member of staff whose session lives and whose account has one of the roles; every verb of the console begins here, so
 * that a session that ended, or a role that was taken, ends with the next click.
 */
export function withStaff<T>(
  context: Context,
  browser: StaffBrowser,
  on: { roles: readonly StaffRole[]; work(tx: Tx, actor: StaffActor, now: Date): Promise<T> },
): Promise<T | SignedOut | NotAllowed> {
  return context.db.transaction().execute(async (tx): Promise<T | SignedOut | NotAllowed> => {
    const now = await context.clock(tx)
    const actor = await useStaffSession(tx, { hashes: browser.held, now, policy: context.institution.policy })
    if (!actor) return { outcome: 'signed_out' }
    if (!on.roles.some((role) => actor.roles.includes(role))) return { outcome: 'not_allowed' }
    return on.work(tx, actor, now)
  })
}
