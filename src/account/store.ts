import { sql } from 'kysely'
import type { CredentialStatus, HolderRef } from '../credentials/credentials.ts'
import { holderColumn } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'

/** `number`: RUC and branch, or cédula. */
export type AccountHolder =
  | { kind: 'employer'; id: string; name: string; taxId: string; branchCode: string; heldSince: Date | null; hardenedSince: Date | null }
  | { kind: 'personal'; id: string; name: string; nationalId: string; heldSince: Date | null; hardenedSince: null }

export async function readAccountHolder(tx: Tx, holder: HolderRef): Promise<AccountHolder> {
  if (holder.kind === 'employer') {
    const row = await tx
      .selectFrom('branch')
      .innerJoin('employer', 'employer.id', 'branch.employer_id')
      .select(['employer.legal_name', 'employer.tax_id', 'branch.code', 'branch.security_hold_since', 'branch.hardened_since'])
      .where('branch.id', '=', holder.id)
      .executeTakeFirstOrThrow()
    const { legal_name: name, tax_id: taxId, code: branchCode } = row
    return { kind: 'employer', id: holder.id, name, taxId, branchCode, heldSince: row.security_hold_since, hardenedSince: row.hardened_since }
  }
  const row = await tx.selectFrom('person').select(['full_name', 'national_id', 'security_hold_since']).where('id', '=', holder.id).executeTakeFirstOrThrow()
  return { kind: 'personal', id: holder.id, name: row.full_name, nationalId: row.national_id, heldSince: row.security_hold_since, hardenedSince: null }
}

/** `external`: it was made elsewhere. */
export type KeyInHistory = { id: string; status: CredentialStatus; external: boolean; setAt: Date; endedAt: Date | null; unlockedAt: Date | null }

/** Every key a holder has or had, newest first. */
export async function listKeys(tx: Tx, holder: HolderRef): Promise<KeyInHistory[]> {
  return tx
    .selectFrom('credential')
    .select(sql<boolean>`hash is null`.as('external'))
    .select(['id', 'status', 'set_at as setAt', 'ended_at as endedAt', 'unlocked_at as unlockedAt'])
    .where(holderColumn[holder.kind], '=', holder.id)
    .orderBy('generation', 'desc')
    .execute()
}

/** When a contact undid a change that was made with this key. */
export async function readVetoedAt(tx: Tx, credentialId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('account_change')
    .select('undone_at')
    .where('credential_id', '=', credentialId)
    .where('undone_at', 'is not', null)
    .orderBy('undone_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.undone_at ?? null
}

/** When the saved code that an employer has was made. */
export async function readSavedCode(tx: Tx, branchId: string): Promise<{ id: string; madeAt: Date } | null> {
  const row = await tx.selectFrom('saved_code').select(['id', 'made_at']).where('branch_id', '=', branchId).where('ended_at', 'is', null).executeTakeFirst()
  return row ? { id: row.id, madeAt: row.made_at } : null
}
