import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import type { StaffActor, StaffRole } from './staff.ts'
import { lockSessions, useStaffSession } from './store.ts'

export type SignedOut = { outcome: 'signed_out' }
export type NotAllowed = { outcome: 'not_allowed' }

/** Whose browser it is. */
export type StaffBrowser = { held: readonly string[] }

export type Entering<T> = {
  roles: readonly StaffRole[]
  /** Whose sessions the verb ends, or whose account it changes, beside the one that it is entered with. */
  ends?: 'own' | { of: string }
  /** `now`: before anything was locked; whatever waited for a lock decides by a time that it takes after it. */
  work(tx: Tx, actor: StaffActor, now: Date): Promise<T>
}

/**
 * One transaction of a member of staff whose session lives and whose account has one of the roles; every verb of the console begins here, so
 * that a session that ended, or a role that was taken, ends with the next click.
 */
export function withStaff<T>(context: Context, browser: StaffBrowser, on: Entering<T>): Promise<T | SignedOut | NotAllowed> {
  return context.db.transaction().execute(async (tx): Promise<T | SignedOut | NotAllowed> => {
    if (on.ends) await lockSessions(tx, { held: browser.held, staffId: on.ends === 'own' ? null : on.ends.of })
    const now = await context.clock(tx)
    const actor = await useStaffSession(tx, { hashes: browser.held, now, policy: context.institution.policy })
    if (!actor) return { outcome: 'signed_out' }
    if (!on.roles.some((role) => actor.roles.includes(role))) return { outcome: 'not_allowed' }
    return on.work(tx, actor, now)
  })
}
