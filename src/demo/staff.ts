import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Schema } from '../db/database.ts'
import type { Random } from '../random.ts'
import { makeEnrolmentLink } from '../staff/people/add-by-operator.ts'
import type { StaffRole } from '../staff/staff.ts'

export type DemoStaff = { nationalId: string; name: string; office: string | null; roles: readonly StaffRole[] }

/** Fictional members of staff: enough to take a case from the counter to its approval, and to look after the accounts. */
export const demoStaff: readonly DemoStaff[] = [
  { nationalId: '1700002007', name: 'Inés Ventanilla Ficticia', office: 'centro', roles: ['agent'] },
  { nationalId: '1700002015', name: 'Darío Firmas Inventado', office: 'puerto', roles: ['agent', 'approver'] },
  { nationalId: '1700002023', name: 'Sara Mirada Supuesta', office: 'puerto', roles: ['supervisor'] },
  { nationalId: '1700002031', name: 'Hugo Libros Imaginario', office: null, roles: ['auditor'] },
  { nationalId: '1700002049', name: 'Paula Llaves Ejemplo', office: null, roles: ['administrator'] },
  { nationalId: '1700002056', name: 'Marco Llaves Muestra', office: null, roles: ['administrator'] },
]

const email = ({ name }: DemoStaff) => `${name.split(' ')[0]?.normalize('NFD').replace(/\P{L}/gu, '').toLowerCase()}@oficina.example`

/** Makes their accounts, confirmed long ago, so that everything can be tried at once. */
export async function seedDemoStaff({ db, random }: { db: Kysely<Schema>; random: Random }, now: Date) {
  if (await db.selectFrom('staff_member').select('id').executeTakeFirst()) return
  const longAgo = new Date(now.getTime() - 30 * 86_400_000)
  for (const each of demoStaff) {
    await db
      .insertInto('staff_member')
      .values({
        id: random.uuid(),
        national_id: each.nationalId,
        email: email(each),
        name: each.name,
        office: each.office,
        roles: [...each.roles],
        state: 'invited',
        invited_at: longAgo,
        confirmed_at: longAgo,
        approves_from: longAgo,
      })
      .execute()
  }
}

export type ShownStaff = DemoStaff & { enrolled: boolean }

/** The demo's members of staff, and which of them have a passkey already. */
export function listDemoStaff(context: Context): Promise<ShownStaff[]> {
  return context.db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('staff_member as staff')
      .select(({ exists, selectFrom }) => [
        'staff.national_id',
        exists(selectFrom('staff_passkey').select('id').whereRef('staff_id', '=', 'staff.id').where('removed_at', 'is', null)).as('enrolled'),
      ])
      .where('staff.state', '<>', 'removed')
      .execute()
    return demoStaff.flatMap((each) => rows.filter((row) => row.national_id === each.nationalId).map((row) => ({ ...each, enrolled: Boolean(row.enrolled) })))
  })
}

/** A link to enrol one of them, with any browser; null where there is no such member of staff. */
export function demoEnrolmentLink(context: Context, nationalId: string): Promise<string | null> {
  return context.db.transaction().execute(async (tx) => {
    const known = demoStaff.some((each) => each.nationalId === nationalId)
    const row = await tx.selectFrom('staff_member').select('id').where('national_id', '=', nationalId).where('state', '<>', 'removed').executeTakeFirst()
    if (!known || !row) return null
    return (await makeEnrolmentLink(context, tx, { staffId: row.id, now: await context.clock(tx) })).link
  })
}
