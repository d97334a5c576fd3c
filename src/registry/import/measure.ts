import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { contactDifference, representationDifference, rowsOf, wholeFile } from './difference.ts'
import type { Difference } from './import.ts'

/** Counts what a staged file would change, and changes nothing. `today` is the institution's date. */
export async function measure(db: Database, importId: string, today: string): Promise<Difference> {
  const span = wholeFile(importId)
  const count = async (statement: ReturnType<typeof sql<{ n: number }>>) => (await statement.execute(db)).rows[0]?.n ?? 0
  return {
    newEmployers: await count(sql`
      select count(*)::int as n from (select distinct tax_id from ${rowsOf(span)}) as s where not exists (select 1 from employer where tax_id = s.tax_id)`),
    newBranches: await count(sql`
      select count(*)::int as n from (select distinct tax_id, branch_code from ${rowsOf(span)}) as s
      where not exists (select 1 from employer join branch on branch.employer_id = employer.id where employer.tax_id = s.tax_id and branch.code = s.branch_code)`),
    contacts: await count(sql`
      with ${contactDifference(span)}, changes as (
        select branch_id, channel, 1 as added, 0 as removed from contact_added where known
        union all
        select branch_id, channel, 0, 1 from contact_removed
      )
      select coalesce(sum(greatest(added, removed)), 0)::int as n
      from (select sum(added) as added, sum(removed) as removed from changes group by branch_id, channel) as by_channel`),
    existingContacts: await count(sql`select count(*)::int as n from contact where status = 'active'`),
    representatives: await count(sql`
      with ${representationDifference(span)}
      select ((select count(*) from post_added where known) + (select count(*) from post_changed))::int as n`),
    existingRepresentatives: await count(sql`
      select count(*)::int as n from representation where valid_to is null or valid_to >= ${today}::date`),
  }
}
