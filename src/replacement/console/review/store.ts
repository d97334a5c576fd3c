import { sql } from 'kysely'
import type { Tx } from '../../../db/database.ts'
import type { StaffRole } from '../../../staff/staff.ts'
import { rules } from '../../replacement.ts'
import { type CaseHead, type Counted, counted, countedAtMost } from '../queue.ts'
import { resolvedBy } from '../store.ts'

/** Whoever took no part in the case before. What the account may do matters less than that it is a third person. */
export const screenRoles = ['agent', 'approver', 'supervisor'] as const satisfies readonly StaffRole[]

/**
 * Somebody of the case's own office who may open its screen, `besides` one: the rules of opening it, of everybody there at once. Whose results count
 * no more since took part all the same: the database forbids them too.
 */
const openerLeft = (besides: string | null) => sql<boolean>`exists (
  select 1 from staff_member as opener
  where opener.office = replacement.office and opener.state = 'active' and opener.roles && ${[...screenRoles]}::text[]
    and opener.id is distinct from ${besides}::uuid
    and opener.national_id <> replacement.typed ->> 'nationalId'
    and opener.id is distinct from replacement.identity_by
    and opener.id is distinct from replacement.proposed_by
    and opener.id is distinct from replacement.approved_by
    and not exists (select 1 from requirement_result where replacement_id = replacement.id and found_by = opener.id)
    and not exists (select 1 from requirement_ask where replacement_id = replacement.id and asked_by = opener.id)
    and not ${resolvedBy(sql`opener.id`)})`

export async function isOpenerLeft(tx: Tx, { caseId, besides }: { caseId: string; besides: string | null }): Promise<boolean> {
  const row = await tx.selectFrom('replacement').select('id').where('id', '=', caseId).where(openerLeft(besides)).executeTakeFirst()
  return row !== undefined
}

type Looking = { but: string; now: Date }

/** Cases without a contact that wait for a screen, and nobody of their office may open it. `but`: the cédula of who looks. */
const withoutOpener = (tx: Tx, { but, now }: Looking) =>
  tx
    .selectFrom('replacement')
    .where('state', 'in', rules.open_screen.from)
    .where('contact', '=', 'none')
    .where('kind', '=', 'employer')
    .where('ends_at', '>', now)
    .where(sql<boolean>`typed ->> 'nationalId' <> ${but}`)
    .where((eb) => eb.not(openerLeft(null)))

export async function countWithoutOpener(tx: Tx, of: Looking): Promise<Counted> {
  const rows = await withoutOpener(tx, of)
    .select('id')
    .limit(countedAtMost + 1)
    .execute()
  return counted(rows.length)
}

/** The same, the oldest first. */
export async function listWithoutOpener(tx: Tx, { atMost, ...of }: Looking & { atMost: number }): Promise<CaseHead[]> {
  const columns = ['number', 'kind', 'reason', 'state', 'office', 'moved_at as since'] as const
  const rows = await withoutOpener(tx, of).select(columns).orderBy('moved_at').orderBy('id').limit(atMost).execute()
  return rows.map((row) => ({ ...row, back: null }))
}
