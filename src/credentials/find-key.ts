import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { CredentialStatus } from './credentials.ts'

export type FoundKey = { id: string | null; branchId: string | null; status: CredentialStatus | null; hash: string | null; pepperVersion: number | null }

type Named = { taxId: string; branchCode: string }

/** The living key of a holder: always one row, empty where there is none. */
export const findKey = (tx: Tx, holder: Named) => readLiving(tx, holder, sql``)

/** The same, locked, so that a session never starts on a key that is being replaced. */
export const lockKey = (tx: Tx, holder: Named) => readLiving(tx, holder, sql`for share of credential`)

async function readLiving(tx: Tx, holder: Named, lock: RawBuilder<unknown>): Promise<FoundKey> {
  const { rows } = await sql<FoundKey>`
    select found.id, found.branch_id as "branchId", found.status, found.hash, found.pepper_version as "pepperVersion"
    from (select 1) as always
    left join lateral (
      select credential.id, credential.branch_id, credential.status, credential.hash, credential.pepper_version
      from employer
      join branch on branch.employer_id = employer.id and branch.code = ${holder.branchCode}
      join credential on credential.branch_id = branch.id and credential.status in ('external', 'active', 'blocked')
      where employer.tax_id = ${holder.taxId}
      limit 1
      ${lock}
    ) as found on true`.execute(tx)
  return rows[0] ?? { id: null, branchId: null, status: null, hash: null, pepperVersion: null }
}
