import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { CredentialStatus, HolderRef } from './credentials.ts'

/** What a person types to say whose key it is. */
export type TypedHolder = { kind: 'employer'; taxId: string; branchCode: string } | { kind: 'personal'; nationalId: string }
/** `holderId`: of the branch or the person. */
export type FoundKey = { id: string | null; holderId: string | null; status: CredentialStatus | null; hash: string | null; pepperVersion: number | null }

/** The same for limits and look-up: one text for one holder, known or not. */
export const holderText = (holder: TypedHolder) =>
  holder.kind === 'employer' ? `employer ${holder.taxId} ${holder.branchCode}` : `personal ${holder.nationalId}`

/** The living key of a holder: always one row, empty where there is none. */
export const findKey = (tx: Tx, holder: TypedHolder) => readLiving(tx, holder, sql``)

/** The same, locked, so that a session never starts on a key that is being replaced. */
export const lockKey = (tx: Tx, holder: TypedHolder) => readLiving(tx, holder, sql`for share of credential`)

async function readLiving(tx: Tx, holder: TypedHolder, lock: RawBuilder<unknown>): Promise<FoundKey> {
  const { rows } = await sql<FoundKey>`
    select found.id, found.holder_id as "holderId", found.status, found.hash, found.pepper_version as "pepperVersion"
    from (select 1) as always
    left join lateral (${living(holder)} limit 1 ${lock}) as found on true`.execute(tx)
  return rows[0] ?? { id: null, holderId: null, status: null, hash: null, pepperVersion: null }
}

const columns = sql`credential.id, credential.status, credential.hash, credential.pepper_version`
const lives = sql`credential.status in ('external', 'active', 'blocked')`

function living(holder: TypedHolder) {
  if (holder.kind === 'employer') {
    return sql`
      select ${columns}, credential.branch_id as holder_id from employer
      join branch on branch.employer_id = employer.id and branch.code = ${holder.branchCode}
      join credential on credential.branch_id = branch.id and ${lives}
      where employer.tax_id = ${holder.taxId}`
  }
  return sql`
    select ${columns}, credential.person_id as holder_id from person
    join credential on credential.person_id = person.id and ${lives}
    where person.national_id = ${holder.nationalId}`
}

/** Counts a try of a browser that knows the living key of this holder; null: it does not. */
export async function countKnownBrowser(tx: Tx, hashes: readonly string[], on: { holder: TypedHolder; now: Date }): Promise<number | null> {
  const { rows } = await sql<{ failures: number }>`
    update known_browser set failures = failures + 1
    from (${living(on.holder)}) as key
    where known_browser.credential_id = key.id and known_browser.hash = any(${hashes}::text[]) and known_browser.ends_at > ${on.now}::timestamptz
    returning failures`.execute(tx)
  return rows[0]?.failures ?? null
}

/** What a holder types to say whose key it is. */
export async function typedHolderOf(tx: Tx, holder: HolderRef): Promise<TypedHolder> {
  if (holder.kind === 'employer') {
    const { taxId, branchCode } = await tx
      .selectFrom('branch')
      .innerJoin('employer', 'employer.id', 'branch.employer_id')
      .select(['employer.tax_id as taxId', 'branch.code as branchCode'])
      .where('branch.id', '=', holder.id)
      .executeTakeFirstOrThrow()
    return { kind: 'employer', taxId, branchCode }
  }
  const { national_id: nationalId } = await tx.selectFrom('person').select('national_id').where('id', '=', holder.id).executeTakeFirstOrThrow()
  return { kind: 'personal', nationalId }
}
