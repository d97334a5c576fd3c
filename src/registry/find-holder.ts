import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

export type Triple = { taxId: string; branchCode: string; nationalId: string }
export type Found = { branchId: string; representationId: string } | null

/**
 * The branch and the current representation that three numbers name together, or null. One statement and one row either way: whether
 * they are found cannot be told from the traffic. `today` is the institution's date.
 */
export async function findHolder(tx: Tx, triple: Triple, today: string): Promise<Found> {
  const { rows } = await sql<{ branch_id: string | null; representation_id: string | null }>`
    select found.branch_id, found.representation_id
    from (select 1) as always
    left join lateral (
      select branch.id as branch_id, representation.id as representation_id
      from employer
      join branch on branch.employer_id = employer.id and branch.code = ${triple.branchCode}
      join representation on representation.employer_id = employer.id and (representation.branch_id is null or representation.branch_id = branch.id)
      join person on person.id = representation.person_id and person.national_id = ${triple.nationalId}
      where employer.tax_id = ${triple.taxId}
        and representation.valid_from <= ${today}::date and (representation.valid_to is null or representation.valid_to >= ${today}::date)
      order by representation.valid_from desc, representation.id limit 1
    ) as found on true`.execute(tx)
  const [row] = rows
  return row?.branch_id && row.representation_id ? { branchId: row.branch_id, representationId: row.representation_id } : null
}
