import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/**
 * A case that ends without a key leaves the contacts as they were: whoever stopped it and was found to be wrong is registered again. Otherwise
 * a case that is meant to fail would do to rid an honest contact of its veto. An address that was put in its place since is not pushed out.
 */
export async function restoreContacts(tx: Tx, caseId: string) {
  await sql`
    with back as (
      select k.id, k.removed_at = k.suspended_at and not exists (
        select 1 from contact newer
        where newer.status = 'active' and (newer.branch_id = k.branch_id or newer.person_id = k.person_id) and newer.channel = k.channel
          and (newer.slot is not distinct from k.slot or lower(newer.value) = lower(k.value))) as was_active
      from contact k
      join replacement_veto v on v.contact_id = k.id
      join dispute_resolution d on d.replacement_id = v.replacement_id and d.outcome = 'applicant_was_right' and d.resolved_at = k.suspended_at
      where v.replacement_id = ${caseId}::uuid)
    update contact set suspended_at = null,
      status = case when was_active then 'active' else status end, removed_at = case when was_active then null else removed_at end
    from back where contact.id = back.id`.execute(tx)
}
