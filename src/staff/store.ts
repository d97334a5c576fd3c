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

type Others = { staffId: string; but: readonly string[] }

/** Holds the sessions of an account in other browsers, always in the same order. */
export async function lockOtherSessions(tx: Tx, { staffId, but }: Others) {
  await tx.selectFrom('staff_session').select('hash').where('staff_id', '=', staffId).where('hash', 'not in', but).orderBy('hash').forUpdate().execute()
}

/** Ends the sessions of an account in other browsers; returns how many there were. */
export async function endOtherSessions(tx: Tx, { staffId, but }: Others): Promise<number> {
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
