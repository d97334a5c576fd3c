import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { Policy } from '../../policy.ts'
import { applyContacts, type Changed, type ContactsApplied } from './apply-contacts.ts'
import { branchStatements, known, namedBranches, representationDifference, rowsOf, type Span } from './difference.ts'

// The institution's own file, a span of it, set by set. It prevails over the tax registry; an older day never overwrites a newer one; what
// it leaves out stays. Branches and their open cases are locked before.

export type RepresentationsApplied = { representationsAdded: Changed[]; representationsChanged: Changed[] }

export async function applyRegistry(tx: Tx, span: Span, options: { now: Date; policy: Policy }): Promise<ContactsApplied & RepresentationsApplied> {
  await fillEmployers(tx, span)
  await fillBranches(tx, span)
  const representations = await fillRepresentations(tx, span)
  const contacts = await applyContacts(tx, namedBranches(span), options)
  await fillKeys(tx, span, options.now)
  return { ...representations, ...contacts }
}

async function fillEmployers(tx: Tx, span: Span) {
  await sql`
    insert into employer as held (id, tax_id, kind, legal_name, status, as_of, source, first_import_id)
    select gen_random_uuid(), tax_id, kind, legal_name, 'active', as_of, 'registry', ${span.importId}::uuid
    from (select distinct on (tax_id) * from ${rowsOf(span)} order by tax_id, as_of desc, line) as newest
    on conflict (tax_id) do update set kind = excluded.kind, legal_name = excluded.legal_name, as_of = excluded.as_of, source = 'registry',
      first_import_id = case when held.source = 'sri' then excluded.first_import_id else held.first_import_id end
    where held.source = 'sri' or held.as_of is null
      or held.as_of < excluded.as_of
      or (held.as_of = excluded.as_of and (held.kind, held.legal_name) is distinct from (excluded.kind, excluded.legal_name))`.execute(tx)
}

/** A file that does not say how a branch stands leaves it; the tax registry may have closed it later than the file. */
const saysStatus = sql.raw(
  `(excluded.status_as_of is not null and (held.source = 'sri' or held.status_as_of is null or excluded.status_as_of >= held.status_as_of))`,
)

async function fillBranches(tx: Tx, span: Span) {
  await sql`
    insert into branch as held (id, employer_id, code, name, canton, status, as_of, status_as_of, source, first_import_id)
    select gen_random_uuid(), employer.id, code, name, canton, coalesce(newest.status, 'active'), newest.as_of,
      case when newest.status is not null then newest.as_of end,
      'registry', ${span.importId}::uuid
    from (
      select distinct on (tax_id, branch_code) tax_id, branch_code as code, as_of,
        first_value(branch_name) over newest as name, first_value(canton) over newest_canton as canton, first_value(status) over newest_status as status
      from ${rowsOf(span)}
      window newest as (partition by tax_id, branch_code order by branch_name is null, as_of desc, line),
        newest_canton as (partition by tax_id, branch_code order by canton is null, as_of desc, line),
        newest_status as (partition by tax_id, branch_code order by status is null, as_of desc, line)
      order by tax_id, branch_code, as_of desc, line
    ) as newest join employer using (tax_id)
    on conflict (employer_id, code) do update set
      name = coalesce(excluded.name, held.name), canton = coalesce(excluded.canton, held.canton),
      status = case when ${saysStatus} then excluded.status else held.status end,
      status_as_of = case when ${saysStatus} then excluded.status_as_of else held.status_as_of end,
      as_of = excluded.as_of, source = 'registry',
      first_import_id = case when held.source = 'sri' then excluded.first_import_id else held.first_import_id end
    where held.source = 'sri' or held.as_of is null or held.as_of < excluded.as_of
      or (held.as_of = excluded.as_of and (
        excluded.name <> held.name or excluded.canton <> held.canton or (${saysStatus} and excluded.status <> held.status)))`.execute(tx)
}

async function fillRepresentations(tx: Tx, span: Span) {
  await sql`
    insert into person as held (id, national_id, full_name, as_of, source)
    select distinct on (national_id) gen_random_uuid(), national_id, full_name, as_of, 'registry' from ${rowsOf(span)}
    where national_id is not null order by national_id, as_of desc, line
    on conflict (national_id) do update set full_name = excluded.full_name, as_of = excluded.as_of
    where held.source is distinct from 'people' and (held.as_of is null or held.as_of < excluded.as_of)`.execute(tx)
  // What a later file says of it is no case's to put back any more.
  const changed = await sql<Changed>`
    with ${representationDifference(span)}
    update representation r set valid_from = c.valid_from, valid_to = c.valid_to, as_of = c.as_of, valid_to_before = null, ended_through = null
    from post_changed c where r.id = c.id
    returning r.id, c.branch_id as "holderId"`.execute(tx)
  // Of branches that were known before: only they are told.
  const added = await sql<Changed>`
    with ${representationDifference(span)}, added as (
      insert into representation (id, employer_id, branch_id, person_id, role, valid_from, valid_to, source, as_of)
      select gen_random_uuid(), employer_id, branch_id, person_id, role, valid_from, valid_to, 'registry', as_of from post_added
      returning id, branch_id
    )
    select added.id, added.branch_id as "holderId" from added join branch b on b.id = added.branch_id where ${known(span)}`.execute(tx)
  await sql`
    with ${representationDifference(span)}
    update representation r set as_of = x.as_of from judged x where x.is_exact and r.id = x.id and (r.as_of is null or r.as_of < x.as_of)`.execute(tx)
  return { representationsChanged: changed.rows, representationsAdded: added.rows }
}

/** A key that exists elsewhere, or none. A key that was ever set here is never touched by a file. */
async function fillKeys(tx: Tx, span: Span, now: Date) {
  await sql`
    with said as (${branchStatements(span)}), wanted as (
      select branch_id, case when key_status = 'blocked' then 'blocked' else 'external' end as status from said
      where key_status in ('active', 'blocked') or (key_status is null and first)
    )
    insert into credential (id, kind, branch_id, generation, status, blocked_reason, set_at)
    select gen_random_uuid(), 'employer', branch_id, 1, status, case when status = 'blocked' then 'failed_sign_ins' end, ${now}::timestamptz
    from wanted where not exists (select 1 from credential held where held.branch_id = wanted.branch_id)`.execute(tx)
  await sql`
    with said as (${branchStatements(span)})
    update credential held set status = case when said.key_status = 'blocked' then 'blocked' else 'external' end,
      blocked_reason = case when said.key_status = 'blocked' then 'failed_sign_ins' end
    from said where held.branch_id = said.branch_id and held.hash is null and held.generation = 1
      and ((held.status = 'external' and said.key_status = 'blocked') or (held.status = 'blocked' and said.key_status = 'active'))`.execute(tx)
  await sql`
    with said as (${branchStatements(span)})
    delete from credential held using said
    where held.branch_id = said.branch_id and said.key_status = 'none' and held.hash is null and held.status in ('external', 'blocked')`.execute(tx)
}
