import { recordAudit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import { type HolderRef, holderColumn, type KeyKind, touchedBy } from './credentials.ts'
import type { Hashed } from './hasher.ts'

/** Ends the living key, its sessions and the browsers that knew it, and makes the next generation, in one transaction. The holder is locked already. */
export async function replaceKey(context: Context, tx: Tx, key: { holder: HolderRef; hashed: Hashed; now: Date; throughContact?: string }) {
  const { holder } = key
  const column = holderColumn[holder.kind]
  const [ended, last] = await together(
    tx
      .updateTable('credential')
      .set({ status: 'replaced', blocked_reason: null, ended_at: key.now })
      .where(column, '=', holder.id)
      .where('status', 'in', touchedBy(holder.kind, 'new_key_set'))
      .returning('id')
      .execute(),
    tx
      .selectFrom('credential')
      .select((eb) => eb.fn.max('generation').as('generation'))
      .where(column, '=', holder.id)
      .executeTakeFirst(),
  )
  const generation = (last?.generation ?? 0) + 1
  const credentialId = context.random.uuid()
  const makeNext = tx
    .insertInto('credential')
    .values({
      id: credentialId,
      kind: holder.kind,
      [column]: holder.id,
      generation,
      status: 'active',
      hash: key.hashed.hash,
      pepper_version: key.hashed.pepperVersion,
      set_at: key.now,
      through_contact: key.throughContact ?? null,
    })
    .execute()
  const [sessionsEnded] = await together(
    endSessions(
      tx,
      holder.kind,
      ended.map((row) => row.id),
    ),
    makeNext,
  )
  return { credentialId, generation, sessionsEnded }
}

/** Whether a key of this holder lives that can be frozen. */
export async function hasKeyToFreeze(tx: Tx, holder: HolderRef): Promise<boolean> {
  const key = await tx
    .selectFrom('credential')
    .select('id')
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('status', 'in', touchedBy(holder.kind, 'frozen'))
    .executeTakeFirst()
  return key !== undefined
}

/**
 * Freezes a key of this holder for good, with its sessions, and writes it down: the living one, or only if it is one of `only`. False: there
 * was none, it had already ended, or it is the institution's old system that knows it. The holder is locked already.
 */
export async function freezeKey(tx: Tx, of: { holder: HolderRef; only?: readonly (string | null)[]; now: Date }): Promise<boolean> {
  const { holder, now } = of
  const only = of.only?.filter((id) => id !== null)
  if (only?.length === 0) return false
  const frozen = await tx
    .updateTable('credential')
    .set({ status: 'frozen', blocked_reason: null, ended_at: now })
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('status', 'in', touchedBy(holder.kind, 'frozen'))
    .$if(only !== undefined, (query) => query.where('id', 'in', only ?? []))
    .returning(['id', 'generation'])
    .executeTakeFirst()
  if (!frozen) return false
  await endSessions(tx, holder.kind, [frozen.id])
  const { generation } = frozen
  await recordAudit(
    tx,
    { actor: 'system', subject: frozen.id, at: now },
    holder.kind === 'employer' ? { type: 'credential.frozen', branch: holder.id, generation } : { type: 'personal_key.frozen', person: holder.id, generation },
  )
  return true
}

const sessionTable = { employer: 'employer_session', personal: 'personal_session' } as const satisfies Record<KeyKind, string>

async function endSessions(tx: Tx, kind: KeyKind, credentialIds: readonly string[]): Promise<number> {
  if (credentialIds.length === 0) return 0
  const [result] = await together(
    tx.deleteFrom(sessionTable[kind]).where('credential_id', 'in', credentialIds).executeTakeFirst(),
    tx.deleteFrom('known_browser').where('credential_id', 'in', credentialIds).execute(),
  )
  return Number(result.numDeletedRows)
}
