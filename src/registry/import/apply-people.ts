import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { Policy } from '../../policy.ts'
import { applyContacts, type ContactsApplied } from './apply-contacts.ts'
import { namedPeople, rowsOf, type Span } from './difference.ts'

// The institution's own file of people, a span of it, set by set. It prevails over the names that the file of employers gives to
// representatives; an older day never overwrites a newer one; what it leaves out stays. Nothing here touches an employer's contacts. People
// are locked before.

export async function applyPeople(tx: Tx, span: Span, options: { now: Date; policy: Policy }): Promise<ContactsApplied> {
  await fillPeople(tx, span)
  await fillKeys(tx, span, options.now)
  return applyContacts(tx, namedPeople(span), options)
}

async function fillPeople(tx: Tx, span: Span) {
  await sql`
    insert into person as held (id, national_id, full_name, birth_date, status, as_of, source, first_import_id)
    select gen_random_uuid(), newest.national_id, newest.full_name, coalesce(newest.birth_date, before.birth_date),
      coalesce(newest.status, before.status, 'active'), newest.as_of, 'people', ${span.importId}::uuid
    from (
      select distinct on (national_id) national_id, full_name, as_of, first_value(birth_date) over newest_birth_date as birth_date,
        first_value(status) over newest_status as status
      from ${rowsOf(span)}
      window newest_birth_date as (partition by national_id order by birth_date is null, as_of desc, line),
        newest_status as (partition by national_id order by status is null, as_of desc, line)
      order by national_id, as_of desc, line
    ) as newest left join person before using (national_id)
    order by newest.national_id
    on conflict (national_id) do update set full_name = excluded.full_name, birth_date = excluded.birth_date, status = excluded.status,
      as_of = excluded.as_of, source = 'people',
      first_import_id = case when held.source = 'people' then held.first_import_id else excluded.first_import_id end
    where held.source is distinct from 'people' or held.as_of is null or held.as_of < excluded.as_of
      or (held.as_of = excluded.as_of
        and (held.full_name, held.birth_date, held.status) is distinct from (excluded.full_name, excluded.birth_date, excluded.status))`.execute(tx)
}

/** Whom a people file names for the first time has a key elsewhere, unless there is one here already. */
async function fillKeys(tx: Tx, span: Span, now: Date) {
  await sql`
    insert into credential (id, kind, person_id, generation, status, set_at)
    select gen_random_uuid(), 'personal', person.id, 1, 'external', ${now}::timestamptz
    from person
    where person.first_import_id = ${span.importId}::uuid and person.national_id in (select s.national_id from ${rowsOf(span)})
      and not exists (select 1 from credential held where held.person_id = person.id)`.execute(tx)
}
