import type { Tx } from '../db/database.ts'

export type Person = { personId: string; nationalId: string; fullName: string; closed: boolean; securityHold: boolean }

export async function readPerson(tx: Tx, personId: string): Promise<Person> {
  const row = await tx
    .selectFrom('person')
    .select(['id', 'national_id', 'full_name', 'status', 'security_hold_since'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  return {
    personId: row.id,
    nationalId: row.national_id,
    fullName: row.full_name,
    closed: row.status === 'closed',
    securityHold: row.security_hold_since !== null,
  }
}

/** Locks the person's row: whatever changes a person's key, contacts or holds takes this lock first. */
export async function lockPerson(tx: Tx, personId: string) {
  await tx.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate().executeTakeFirstOrThrow()
}
