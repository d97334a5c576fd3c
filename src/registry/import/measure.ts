import { sql } from 'kysely'
import { holderColumn } from '../../credentials/credentials.ts'
import type { Database } from '../../db/database.ts'
import { contactDifference, type Named, namedBranches, namedPeople, representationDifference, rowsOf, wholeFile } from './difference.ts'
import type { Difference, ImportFormat } from './import.ts'

type Count = ReturnType<typeof sql<{ n: number }>>

/** Counts what a staged file would change, and changes nothing. `today` is the institution's date. */
export function measure(db: Database, staged: { importId: string; format: ImportFormat; today: string }): Promise<Difference> {
  const count = async (statement: Count) => (await statement.execute(db)).rows[0]?.n ?? 0
  return staged.format === 'people' ? measurePeople(count, staged) : measureEmployers(count, staged)
}

async function measureEmployers(count: (statement: Count) => Promise<number>, { importId, today }: { importId: string; today: string }): Promise<Difference> {
  const span = wholeFile(importId)
  return {
    newEmployers: await count(sql`
      select count(*)::int as n from (select distinct tax_id from ${rowsOf(span)}) as s where not exists (select 1 from employer where tax_id = s.tax_id)`),
    newBranches: await count(sql`
      select count(*)::int as n from (select distinct tax_id, branch_code from ${rowsOf(span)}) as s
      where not exists (select 1 from employer join branch on branch.employer_id = employer.id where employer.tax_id = s.tax_id and branch.code = s.branch_code)`),
    newPeople: 0,
    contacts: await count(contactsChanged(namedBranches(span))),
    existingContacts: await count(existingContacts('employer')),
    representatives: await count(sql`
      with ${representationDifference(span)}
      select ((select count(*) from post_added where known) + (select count(*) from post_changed))::int as n`),
    existingRepresentatives: await count(sql`
      select count(*)::int as n from representation where valid_to is null or valid_to >= ${today}::date`),
  }
}

async function measurePeople(count: (statement: Count) => Promise<number>, { importId }: { importId: string }): Promise<Difference> {
  const span = wholeFile(importId)
  return {
    newEmployers: 0,
    newBranches: 0,
    newPeople: await count(sql`
      select count(*)::int as n from (select distinct national_id from ${rowsOf(span)}) as s
      where not exists (select 1 from person where person.national_id = s.national_id and person.source = 'people')`),
    contacts: await count(contactsChanged(namedPeople(span))),
    existingContacts: await count(existingContacts('personal')),
    representatives: 0,
    existingRepresentatives: 0,
  }
}

/** Of one channel of one holder, a removal and an addition are one change. */
const contactsChanged = (named: Named): Count => sql`
  with ${contactDifference(named)}, changes as (
    select holder_id, channel, 1 as added, 0 as removed from contact_added where known
    union all
    select holder_id, channel, 0, 1 from contact_removed
  )
  select coalesce(sum(greatest(added, removed)), 0)::int as n
  from (select sum(added) as added, sum(removed) as removed from changes group by holder_id, channel) as by_channel`

/** The share is of the contacts of the same kind: people are many more than employers, and would let a file change all of theirs. */
const existingContacts = (kind: Named['kind']): Count =>
  sql`select count(*)::int as n from contact where status = 'active' and ${sql.ref(holderColumn[kind])} is not null`
