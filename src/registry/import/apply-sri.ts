import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { rowsOf, type Span } from './difference.ts'

// The tax registry's open data, a span of it: employers and establishments that the institution's own file has not named. Of those that it
// has named it only closes an establishment, when what it says is newer.

const from = (day: string) => sql.raw(`coalesce(${day}, '-infinity'::date)`)

export async function applySri(tx: Tx, span: Span) {
  await sql`
    insert into employer as held (id, tax_id, kind, legal_name, status, as_of, source)
    select gen_random_uuid(), tax_id, kind, legal_name, 'active', as_of, 'sri'
    from (select distinct on (tax_id) * from ${rowsOf(span)} order by tax_id, as_of desc nulls last, line) as newest
    on conflict (tax_id) do update set kind = excluded.kind, legal_name = excluded.legal_name, as_of = excluded.as_of
    where held.source = 'sri' and ${from('excluded.as_of')} >= ${from('held.as_of')}
      and (held.kind, held.legal_name, held.as_of) is distinct from (excluded.kind, excluded.legal_name, excluded.as_of)`.execute(tx)
  await sql`
    insert into branch as held (id, employer_id, code, name, canton, status, as_of, status_as_of, source)
    select gen_random_uuid(), employer.id, branch_code, branch_name, canton, newest.status, newest.as_of, newest.as_of, 'sri'
    from (select distinct on (tax_id, branch_code) * from ${rowsOf(span)} order by tax_id, branch_code, as_of desc nulls last, line) as newest
    join employer using (tax_id)
    on conflict (employer_id, code) do update set
      name = case when held.source = 'sri' then coalesce(excluded.name, held.name) else held.name end,
      canton = case when held.source = 'sri' then coalesce(excluded.canton, held.canton) else held.canton end,
      as_of = case when held.source = 'sri' then excluded.as_of else held.as_of end,
      status = excluded.status, status_as_of = excluded.status_as_of
    where (held.source = 'sri' and ${from('excluded.as_of')} >= ${from('held.as_of')}
        and (excluded.name <> held.name or excluded.canton <> held.canton or (held.status, held.as_of) is distinct from (excluded.status, excluded.as_of)))
      or (held.source is distinct from 'sri' and held.status = 'active' and excluded.status = 'closed' and excluded.as_of > ${from('held.status_as_of')})`.execute(
    tx,
  )
}
