import { sql } from 'kysely'
import type { HolderRef } from '../credentials/credentials.ts'
import type { HoldCause, Tx } from '../db/database.ts'

export type Holder = {
  branchId: string
  taxId: string
  legalName: string
  branchCode: string
  closed: boolean
  securityHold: boolean
  heldSince: Date | null
  holdCause: HoldCause | null
  /** Whether the employer asked for more than a contact. */
  hardened: boolean
  /** Whether the representation is a current one today. */
  representationCurrent: boolean
  /** The person of the representation; null where it is not current, or none was asked for. */
  representativeId: string | null
}

/**
 * Locks the holder's row: whatever changes a holder's key, contacts or holds takes this lock first, before any case. Not against rows that
 * merely refer to the holder: a proof holds its case while it adds a notice, and would wait in a circle with the one that ends that case.
 */
export async function lockHolder(tx: Tx, branchId: string) {
  await tx.selectFrom('branch').select('id').where('id', '=', branchId).forNoKeyUpdate().executeTakeFirstOrThrow()
}

export async function readHolder(tx: Tx, of: { branchId: string; representationId: string | null; today: string }): Promise<Holder> {
  const row = await tx
    .selectFrom('branch')
    .innerJoin('employer', 'employer.id', 'branch.employer_id')
    .leftJoin('representation', (join) =>
      join
        .on('representation.id', '=', of.representationId)
        .on('representation.valid_from', '<=', of.today)
        .on((eb) => eb.or([eb('representation.valid_to', 'is', null), eb('representation.valid_to', '>=', of.today)])),
    )
    .select([
      'branch.id',
      'employer.tax_id',
      'employer.legal_name',
      'branch.code',
      'branch.status',
      'branch.security_hold_since',
      'branch.security_hold_reason',
      'branch.hardened_since',
      'representation.person_id',
      'representation.id as representation_id',
    ])
    .select(sql<boolean>`employer.status = 'closed' or branch.status = 'closed'`.as('closed'))
    .where('branch.id', '=', of.branchId)
    .executeTakeFirstOrThrow()
  return {
    branchId: row.id,
    taxId: row.tax_id,
    legalName: row.legal_name,
    branchCode: row.code,
    closed: row.closed,
    securityHold: row.security_hold_since !== null,
    heldSince: row.security_hold_since,
    holdCause: row.security_hold_reason,
    hardened: row.hardened_since !== null,
    representationCurrent: row.representation_id !== null,
    representativeId: row.person_id,
  }
}

/** Whether a holder of either kind is held. */
export async function isHeld(tx: Tx, holder: HolderRef): Promise<boolean> {
  const row = await tx
    .selectFrom(holder.kind === 'employer' ? 'branch' : 'person')
    .select('security_hold_since')
    .where('id', '=', holder.id)
    .executeTakeFirst()
  return row !== undefined && row.security_hold_since !== null
}

/** Holds a holder of either kind: from now on only a case with an office makes anything of the key. */
export async function holdHolder(tx: Tx, holder: HolderRef, at: Date, cause: HoldCause) {
  await tx
    .updateTable(holder.kind === 'employer' ? 'branch' : 'person')
    .set({ security_hold_since: at, security_hold_reason: cause })
    .where('id', '=', holder.id)
    .execute()
}

/** Names that a holder's key must not be made of: the employer's, its branch's, and those of everybody who represents or represented it. */
export async function holderNames(tx: Tx, branchId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string | null }>`
    select employer.legal_name as name from branch join employer on employer.id = branch.employer_id where branch.id = ${branchId}
    union all select branch.name from branch where branch.id = ${branchId}
    union all select person.full_name from branch join representation on representation.employer_id = branch.employer_id
      join person on person.id = representation.person_id where branch.id = ${branchId}`.execute(tx)
  return rows.flatMap((row) => (row.name === null ? [] : [row.name]))
}

/** Ends a hold. False: there was none. */
export async function liftHold(tx: Tx, holder: HolderRef): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable(holder.kind === 'employer' ? 'branch' : 'person')
    .set({ security_hold_since: null, security_hold_reason: null })
    .where('id', '=', holder.id)
    .where('security_hold_since', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
