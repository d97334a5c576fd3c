import { sql } from 'kysely'
import { holderColumn } from '../../credentials/credentials.ts'
import type { Tx } from '../../db/database.ts'
import type { Policy } from '../../policy.ts'
import { contactDifference, type Named } from './difference.ts'

/** A row that changed, and the branch or person whose it is. */
export type Changed = { holderId: string; id: string }
export type ContactsApplied = { contactsAdded: Changed[]; contactsRemoved: Changed[] }

/** Removes, adds and notes as seen the contacts that a span names. What it returns as added is of holders that were known before: only they are told. */
export async function applyContacts(tx: Tx, named: Named, { now, policy }: { now: Date; policy: Policy }): Promise<ContactsApplied> {
  const coolsUntil = new Date(now.getTime() + policy.coolOff)
  const column = sql.ref(holderColumn[named.kind])
  const removed = await sql<Changed>`
    with ${contactDifference(named)}
    update contact k set status = 'removed', removed_at = ${now}::timestamptz, as_of = r.as_of from contact_removed r where k.id = r.id
    returning k.id, r.holder_id as "holderId"`.execute(tx)
  const added = await sql<Changed>`
    with ${contactDifference(named)}, added as (
      insert into contact (id, ${column}, channel, slot, value, status, since, cools_until, source, last_used_at, as_of)
      select gen_random_uuid(), holder_id, channel, slot, value, 'active', coalesce(contact_since, as_of)::timestamptz,
        case when cools then ${coolsUntil}::timestamptz end, ${named.kind === 'employer' ? 'registry' : 'people'}, ${now}::timestamptz, as_of
      from contact_added
      returning id, ${column} as holder_id
    )
    select added.id, added.holder_id as "holderId" from added join ${named.holder} on ${named.id} = added.holder_id where ${named.known}`.execute(tx)
  await sql`
    with ${contactDifference(named)}
    update contact k set slot = g.slot, as_of = g.as_of from given_contact g
    where k.${column} = g.holder_id and k.channel = g.channel and k.value = g.value and k.status = 'active'
      and g.known and (k.slot is distinct from g.slot or k.as_of is null or k.as_of < g.as_of)`.execute(tx)
  return { contactsRemoved: removed.rows, contactsAdded: added.rows }
}
