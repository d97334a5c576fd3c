import type { Tx } from '../db/database.ts'
import { touchedBy } from './credentials.ts'

export type PersonalKey = { credentialId: string; generation: number; status: 'external' | 'active' | 'blocked'; hasHash: boolean }

/** The living personal key of a person; null: none. */
export async function readPersonalKey(tx: Tx, personId: string): Promise<PersonalKey | null> {
  const row = await tx
    .selectFrom('credential')
    .select(['id', 'generation', 'status', 'hash'])
    .where('person_id', '=', personId)
    .where('status', 'in', ['external', 'active', 'blocked'])
    .executeTakeFirst()
  return row ? { credentialId: row.id, generation: row.generation, status: row.status as PersonalKey['status'], hasHash: row.hash !== null } : null
}

/** Unlocks a person's key and leaves it the same: only a personal one, only from where the table allows it. The person is locked already. */
export async function unlockKey(
  tx: Tx,
  on: { personId: string; throughContact: string; now: Date },
): Promise<{ credentialId: string; generation: number } | null> {
  const row = await tx
    .updateTable('credential')
    .set({ status: 'active', blocked_reason: null, unlocked_at: on.now, through_contact: on.throughContact })
    .where('person_id', '=', on.personId)
    .where('kind', '=', 'personal')
    .where('hash', 'is not', null)
    .where('status', 'in', touchedBy('personal', 'unlocked'))
    .returning(['id', 'generation'])
    .executeTakeFirst()
  return row ? { credentialId: row.id, generation: row.generation } : null
}
