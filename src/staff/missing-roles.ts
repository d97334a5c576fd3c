import type { Kysely } from 'kysely'
import type { Schema } from '../db/database.ts'
import type { StaffRole } from './staff.ts'

const needed = ['agent', 'approver'] as const satisfies readonly StaffRole[]

/** Roles without which no case with an office comes to its end, and which nobody has who could sign in. */
export async function missingRoles(db: Kysely<Schema>): Promise<StaffRole[]> {
  const accounts = await db.selectFrom('staff_member').select('roles').where('state', '=', 'active').execute()
  return needed.filter((role) => !accounts.some(({ roles }) => roles.includes(role)))
}
