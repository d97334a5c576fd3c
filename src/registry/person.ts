import { sql } from 'kysely'
import type { HoldCause, Tx } from '../db/database.ts'

export type Person = { personId: string; nationalId: string; fullName: string; closed: boolean; heldSince: Date | null; holdCause: HoldCause | null }

export async function readPerson(tx: Tx, personId: string): Promise<Person> {
  const row = await tx
    .selectFrom('person')
    .select(['id', 'national_id', 'full_name', 'status', 'security_hold_since', 'security_hold_reason'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  return {
    personId: row.id,
    nationalId: row.national_id,
    fullName: row.full_name,
    closed: row.status === 'closed',
    heldSince: row.security_hold_since,
    holdCause: row.security_hold_reason,
  }
}

/** Locks the person's row: whatever changes a person's key, contacts or holds takes this lock first. */
export async function lockPerson(tx: Tx, personId: string) {
  await tx.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate().executeTakeFirstOrThrow()
}

/** The person with this cédula, or null: one statement and one row either way. */
export async function findPerson(tx: Tx, nationalId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select person.id from (select 1) as always left join person on person.national_id = ${nationalId}`.execute(tx)
  return rows[0]?.id ?? null
}
