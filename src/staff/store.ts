import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Policy } from '../policy.ts'
import type { StaffActor } from './staff.ts'

export async function startStaffSession(tx: Tx, session: { hash: string; staffId: string; now: Date }) {
  await tx.insertInto('staff_session').values({ hash: session.hash, staff_id: session.staffId, started_at: session.now, seen_at: session.now }).execute()
}

/** Whose session a browser has, if it has not idled or lasted too long and the account is active; notes that it was seen. */
export async function useStaffSession(tx: Tx, on: { hashes: readonly string[]; now: Date; policy: Policy }): Promise<StaffActor | null> {
  const { rows } = await sql<StaffActor>`
    update staff_session as session set seen_at = ${on.now}::timestamptz
    from staff_member as staff
    where staff.id = session.staff_id and staff.state = 'active'
      and session.hash = any(${on.hashes}::text[])
      and session.seen_at > ${new Date(on.now.getTime() - on.policy.staffSessionIdle)}::timestamptz
      and session.started_at > ${new Date(on.now.getTime() - on.policy.staffSessionAtMost)}::timestamptz
    returning staff.id, staff.national_id as "nationalId", staff.name, staff.office, staff.roles, staff.approves_from as "approvesFrom"`.execute(tx)
  return rows[0] ?? null
}

/** Ends every session of an account; returns how many there were. */
export async function endStaffSessions(tx: Tx, staffId: string): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('staff_session').where('staff_id', '=', staffId).executeTakeFirst()
  return Number(numDeletedRows)
}

/**
 * Holds the sessions of the account that a browser is signed in to, and those of another one that it is about to end, always in the same order:
 * before any of them is used, for two who end each other's would else wait for one another.
 */
export async function lockSessions(tx: Tx, on: { held: readonly string[]; staffId: string | null }) {
  await sql`
    select session.hash from staff_session session
    where exists (select 1 from staff_session own where own.hash = any(${on.held}::text[])
      and (session.staff_id = own.staff_id or session.staff_id = ${on.staffId}::uuid))
    order by session.hash for update of session`.execute(tx)
}

/** Ends the sessions of an account in other browsers; returns how many there were. */
export async function endOtherSessions(tx: Tx, { staffId, but }: { staffId: string; but: readonly string[] }): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('staff_session').where('staff_id', '=', staffId).where('hash', 'not in', but).executeTakeFirst()
  return Number(numDeletedRows)
}

/** Ends the session that a browser has; returns whose it was. */
export async function endBrowserSession(tx: Tx, hashes: readonly string[]): Promise<string | null> {
  if (hashes.length === 0) return null
  const ended = await tx.deleteFrom('staff_session').where('hash', 'in', hashes).returning('staff_id').executeTakeFirst()
  return ended?.staff_id ?? null
}

/** Whose session a browser had, also when it has ended; null: not known any more. Gives no entry anywhere. */
export async function ownerOfSession(tx: Tx, hashes: readonly string[]): Promise<string | null> {
  if (hashes.length === 0) return null
  const row = await tx.selectFrom('staff_session').select('staff_id').where('hash', 'in', hashes).executeTakeFirst()
  return row?.staff_id ?? null
}
