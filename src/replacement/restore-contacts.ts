import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/**
 * A case that ends without a key leaves the contacts as they were: whoever stopped it and was found to be wrong is registered again. Otherwise
 * a case that is meant to fail would do to rid an honest contact of its veto.
 */
export const restoreContacts = (tx: Tx, caseId: string) =>
  restore(
    tx,
    sql`
    select k.id from contact k
    join replacement_veto v on v.contact_id = k.id
    join dispute_resolution d on d.replacement_id = v.replacement_id and d.outcome = 'applicant_was_right' and d.resolved_at = k.suspended_at
    where v.replacement_id = ${caseId}::uuid`,
  )

/** The contacts that this supervisor found to be wrong; not those of a case that is finished, for its own is registered in their place. */
export const suspendedBy = (staffId: string) => sql`
  select k.id, k.branch_id, k.person_id from dispute_resolution d
  cross join lateral (
    select contact_id from replacement_veto where replacement_id = d.replacement_id
    union all select contact_id from veto where recovery_id = d.recovery_id
    union all select contact_id from unlock_veto where unlock_id = d.unlock_id) said
  join contact k on k.id = said.contact_id and k.suspended_at = d.resolved_at
  left join replacement r on r.id = d.replacement_id
  where d.resolved_by = ${staffId}::uuid and d.outcome = 'applicant_was_right' and r.state is distinct from 'activated'`

/** They are registered again, since the supervisor's work is in doubt. Their holders are locked already. */
export const restoreSuspendedBy = (tx: Tx, staffId: string) => restore(tx, sql`select id from (${suspendedBy(staffId)}) suspended`)

/** How many of them would be. */
export async function countSuspendedBy(tx: Tx, staffId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (${backOf(sql`select id from (${suspendedBy(staffId)}) suspended`)}) back where was_active`.execute(tx)
  return rows[0]?.count ?? 0
}

/** An address that was put in its place since is not pushed out. */
const backOf = (gone: RawBuilder<unknown>) => sql`
  select k.id, k.removed_at = k.suspended_at and not exists (
    select 1 from contact newer
    where newer.status = 'active' and (newer.branch_id = k.branch_id or newer.person_id = k.person_id) and newer.channel = k.channel
      and (newer.slot = k.slot or lower(newer.value) = lower(k.value))) as was_active
  from contact k where k.id in (${gone})`

async function restore(tx: Tx, gone: RawBuilder<unknown>) {
  await sql`
    with back as (${backOf(gone)})
    update contact set suspended_at = null,
      status = case when was_active then 'active' else status end, removed_at = case when was_active then null else removed_at end
    from back where contact.id = back.id`.execute(tx)
}
