import { type RawBuilder, sql } from 'kysely'
import { holderColumn, type KeyKind } from '../../credentials/credentials.ts'

// What a file's rows say against what the registry holds, as parts of statements: for a whole file, to count, and for a span of it, to apply.
//
// Contacts belong to a branch, or to a person. The rows of one holder are read together, by column: the newest rows of a column decide. A
// contact is removed when its column has other values now and no column gives it any more; a column left empty removes nothing. A
// representation is the same one when person, role and first day are, or else when person and role are and the periods touch.

/** Rows of one import whose subject lies after `after`, up to `upTo`. */
export type Span = { importId: string; after: string; upTo: string }

export const lastSubject = '9999999999999'
export const wholeFile = (importId: string): Span => ({ importId, after: '', upTo: lastSubject })

export const rowsOf = (span: Span) =>
  sql`(
    select *, subject as tax_id from import_row where import_id = ${span.importId}::uuid and subject > ${span.after} and subject <= ${span.upTo}
  ) as s`

/** Rows with the employer and branch that they name, where these are in the registry. */
const placed = (span: Span) => sql`${rowsOf(span)} join employer e on e.tax_id = s.tax_id join branch b on b.employer_id = e.id and b.code = s.branch_code`

/** Whether the institution's own file had named the branch before this import. */
export const known = (span: Span) => sql`(b.source is distinct from 'sri' and b.first_import_id is distinct from ${span.importId}::uuid)`

/**
 * The holders of contacts that a file's rows name. `known`: before this import, so that they hear of what changes. `cools`: whether a new
 * contact of theirs cools off.
 */
export type Named = {
  kind: KeyKind
  /** The rows as `s`, each with its holder. */
  rows: RawBuilder<unknown>
  holder: RawBuilder<unknown>
  id: RawBuilder<unknown>
  known: RawBuilder<unknown>
  cools: RawBuilder<unknown>
  /** Channel, slot and value of each column with contacts. */
  columns: RawBuilder<unknown>
}

export const namedBranches = (span: Span): Named => ({
  kind: 'employer',
  rows: placed(span),
  holder: sql`branch b`,
  id: sql`b.id`,
  known: known(span),
  cools: sql`e.first_import_id is distinct from ${span.importId}::uuid`,
  columns: sql`('email', 'email', s.email), ('email', 'email_2', s.email_2), ('phone', 'phone', s.phone)`,
})

/** Whether a people file had named the person before this import, or they have had contacts of their own in another way. */
const knownPerson = (span: Span) => sql`(
  (p.source = 'people' and p.first_import_id is distinct from ${span.importId}::uuid) or exists (select 1 from contact where contact.person_id = p.id)
)`

export const namedPeople = (span: Span): Named => ({
  kind: 'personal',
  rows: sql`${rowsOf(span)} join person p on p.national_id = s.national_id`,
  holder: sql`person p`,
  id: sql`p.id`,
  known: knownPerson(span),
  cools: knownPerson(span),
  columns: sql`('email', 'email', s.email), ('phone', 'phone', s.phone)`,
})

/**
 * A file that still gives an address which its holder changed here, an office replaced, or a supervisor found to be wrong, is no news, and what
 * a holder added here beside its columns stays. What an office wrote stands against every file of its day or an older one.
 * `given_contact`, `contact_added` and `contact_removed`, to follow `with`. Parts are not joined with each other: the planner cannot tell how many
 * rows they have. `>= newest` is `= newest`, which it would take for next to nothing.
 */
export function contactDifference(named: Named) {
  const holder = sql.ref(`k.${holderColumn[named.kind]}`)
  const changed = sql.ref(`a.${holderColumn[named.kind]}`)
  return sql`
  every_contact as (
    select ${named.id} as holder_id, ${named.known} as known, ${named.cools} as cools,
      c.channel, c.slot, c.value, s.as_of, s.contact_since, s.line, max(s.as_of) over (partition by ${named.id}, c.slot) as newest
    from ${named.rows}
    cross join lateral (values ${named.columns}) as c (channel, slot, value)
    where c.value is not null
  ), given_contact as materialized (
    select distinct on (holder_id, channel, value) * from every_contact g
    where as_of >= newest
      and not exists (
        select 1 from contact k where ${holder} = g.holder_id and k.channel = g.channel and coalesce(k.as_of, k.since::date) > g.as_of)
      and not exists (
        select 1 from contact k where ${holder} = g.holder_id and k.as_of >= g.as_of
          and (k.removed_through is not null or (k.through_replacement is not null and k.status = 'active')))
      and not exists (
        select 1 from contact k where ${holder} = g.holder_id and (k.removed_through is not null or k.suspended_at is not null)
          and k.channel = g.channel and lower(k.value) = lower(g.value))
      and not exists (
        select 1 from account_change a join contact k on k.id = a.removed_contact
        where ${changed} = g.holder_id and a.undone_at is null and k.status = 'removed' and k.channel = g.channel
          and lower(k.value) = lower(g.value))
    order by holder_id, channel, value, slot, line
  ), contact_added as (
    select g.* from given_contact g
    where not exists (
      select 1 from contact k where ${holder} = g.holder_id and k.channel = g.channel and k.value = g.value and k.status = 'active')
  ), contact_removed as (
    select k.id, g.holder_id, k.channel, max(g.as_of) as as_of from given_contact g
    join contact k on ${holder} = g.holder_id and k.channel = g.channel and k.status = 'active'
    group by k.id, g.holder_id having bool_or((k.slot is null and k.source <> 'account') or k.slot = g.slot) and not bool_or(k.value = g.value)
  )`
}

/** Whether two periods share a day; without an end they go on. */
const touch = sql`r.valid_from <= coalesce(g.valid_to, 'infinity') and coalesce(r.valid_to, 'infinity') >= g.valid_from`

/** A representation of the branch, or of its whole employer, by the same person in the same role. */
const samePost = sql`r.employer_id = g.employer_id and (r.branch_id = g.branch_id or r.branch_id is null) and r.person_id = g.person_id and r.role = g.role`

/** A file of the day on which an office wrote a representation, or of an older one, says nothing of that branch. `given_post`, `post_changed` and `post_added`, to follow `with`. */
export const representationDifference = (span: Span) => sql`
  given_post as materialized (
    select distinct on (b.id, s.national_id, s.role, s.valid_from) e.id as employer_id, b.id as branch_id, ${known(span)} as known, p.id as person_id,
      s.national_id, s.role, s.valid_from, s.valid_to, s.as_of
    from ${placed(span)} left join person p on p.national_id = s.national_id
    where s.national_id is not null and not exists (
      select 1 from representation o where o.employer_id = e.id and (o.branch_id = b.id or o.branch_id is null)
        and (o.through_replacement is not null or o.ended_through is not null) and o.as_of >= s.as_of)
    order by b.id, s.national_id, s.role, s.valid_from, s.as_of desc, s.line
  ), pair as (
    select g.*, r.id, r.valid_from as old_valid_from, r.valid_to as old_valid_to, r.as_of as old_as_of, r.valid_from = g.valid_from as is_exact
    from given_post g left join representation r on ${samePost} and ${touch}
  ), judged as materialized (
    select *, coalesce(bool_or(is_exact) over (partition by id), false) as held_is_exact,
      coalesce(bool_or(is_exact) over (partition by branch_id, national_id, role, valid_from), false) as given_is_exact
    from pair
  ), moved as materialized (
    select distinct on (id) * from (
      select distinct on (branch_id, national_id, role, valid_from) * from judged
      where id is not null and not held_is_exact and not given_is_exact
      order by branch_id, national_id, role, valid_from, old_valid_from desc
    ) as nearest order by id, valid_from desc
  ), post_changed as (
    select distinct on (id) * from (
      select id, branch_id, known, valid_from, valid_to, as_of from judged
        where is_exact and (old_as_of is null or old_as_of <= as_of) and valid_to is distinct from old_valid_to
      union all
      select id, branch_id, known, valid_from, valid_to, as_of from moved where old_as_of is null or old_as_of <= as_of
    ) as either order by id, as_of desc, valid_to
  ), post_added as (
    select distinct on (branch_id, national_id, role, valid_from) * from (
      select *, bool_or(old_as_of > as_of) over (partition by branch_id, national_id, role, valid_from) as outdated from judged where not given_is_exact
    ) as fresh
    where outdated is not true
      and (branch_id, national_id, role, valid_from) not in (select branch_id, national_id, role, valid_from from moved)
    order by branch_id, national_id, role, valid_from
  )`

/** The newest row of each branch that says how it and its key stand, where it is not older than what the registry has. */
export const branchStatements = (span: Span) => sql`
  select distinct on (b.id) b.id as branch_id, b.first_import_id = ${span.importId}::uuid as first, s.key_status
  from ${placed(span)} where b.as_of is null or s.as_of >= b.as_of
  order by b.id, s.as_of desc, s.key_status nulls last, s.line`
