import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { touchedBy } from './credentials.ts'
import type { Hashed } from './hasher.ts'

/** Ends the living key and its sessions and makes the next generation, in one transaction. The holder is locked already. */
export async function replaceKey(context: Context, tx: Tx, key: { branchId: string; hashed: Hashed; now: Date }) {
  const [ended, last] = await together(
    tx
      .updateTable('credential')
      .set({ status: 'replaced', blocked_reason: null, ended_at: key.now })
      .where('branch_id', '=', key.branchId)
      .where('status', 'in', touchedBy('new_key_set'))
      .returning('id')
      .execute(),
    tx
      .selectFrom('credential')
      .select((eb) => eb.fn.max('generation').as('generation'))
      .where('branch_id', '=', key.branchId)
      .executeTakeFirst(),
  )
  const generation = (last?.generation ?? 0) + 1
  const credentialId = context.random.uuid()
  const makeNext = tx
    .insertInto('credential')
    .values({
      id: credentialId,
      kind: 'employer',
      branch_id: key.branchId,
      generation,
      status: 'active',
      hash: key.hashed.hash,
      pepper_version: key.hashed.pepperVersion,
      set_at: key.now,
    })
    .execute()
  const [sessionsEnded] = await together(
    endSessions(
      tx,
      ended.map((row) => row.id),
    ),
    makeNext,
  )
  return { credentialId, generation, sessionsEnded }
}

/** Freezes a key for good, with its sessions. Returns its generation, or null when it had already ended. */
export async function freezeKey(tx: Tx, credentialId: string, now: Date): Promise<number | null> {
  const frozen = await tx
    .updateTable('credential')
    .set({ status: 'frozen', blocked_reason: null, ended_at: now })
    .where('id', '=', credentialId)
    .where('status', 'in', touchedBy('frozen_by_veto'))
    .returning('generation')
    .executeTakeFirst()
  if (frozen) await endSessions(tx, [credentialId])
  return frozen?.generation ?? null
}

async function endSessions(tx: Tx, credentialIds: readonly string[]): Promise<number> {
  if (credentialIds.length === 0) return 0
  const result = await tx.deleteFrom('employer_session').where('credential_id', 'in', credentialIds).executeTakeFirst()
  return Number(result.numDeletedRows)
}
