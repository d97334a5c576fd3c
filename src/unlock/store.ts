import { type Selectable, sql } from 'kysely'
import type { Schema, Tx } from '../db/database.ts'
import type { PersonalOfficeReason } from '../evidence/personal-office-reason.ts'
import type { SentCode } from '../proof/codes.ts'
import type { Unlock, UnlockState } from './unlock.ts'

const columns = [
  'id',
  'number',
  'person_id',
  'state',
  'language',
  'tag',
  'typed',
  'device',
  'started_at',
  'held_by_hash',
  'sends',
  'codes',
  'wrong_at',
  'proven_at',
  'proven_by',
  'proven_with',
  'office_reason',
  'chosen',
  'credential_id',
  'completed_at',
] as const satisfies readonly (keyof Schema['unlock'])[]
type UnlockRow = Pick<Selectable<Schema['unlock']>, (typeof columns)[number]>

export type BrowserView = {
  unlock: Unlock
  /** As what this browser holds the case: it asked, or it proved. */
  as: 'asker' | 'holder'
}

export async function insertUnlock(tx: Tx, unlock: Unlock, extra: { askerHash: string }) {
  await tx
    .insertInto('unlock')
    .values({
      id: unlock.id,
      number: unlock.number,
      person_id: unlock.personId,
      state: unlock.state,
      language: unlock.language,
      tag: unlock.tag,
      typed: JSON.stringify(unlock.typed),
      device: unlock.device,
      started_at: unlock.startedAt,
      asker_hash: extra.askerHash,
      sends: JSON.stringify(unlock.sends),
      codes: '[]',
      wrong_at: '[]',
    })
    .execute()
}

/** The case a browser holds, by the hashes of its cookie. */
export async function readByBrowser(tx: Tx, hashes: readonly string[]): Promise<BrowserView | null> {
  const row = await browserQuery(tx, hashes).executeTakeFirst()
  return row ? { unlock: fromRow(row), as: viewer(row, hashes) } : null
}

/** Locks the row, so that two submissions of a code cannot share one try. */
export async function lockByBrowser(tx: Tx, hashes: readonly string[]): Promise<BrowserView | null> {
  const row = await browserQuery(tx, hashes).forUpdate().executeTakeFirst()
  return row ? { unlock: fromRow(row), as: viewer(row, hashes) } : null
}

const browserQuery = (tx: Tx, hashes: readonly string[]) =>
  tx
    .selectFrom('unlock')
    .select(columns)
    .where((eb) => eb.or([eb('asker_hash', 'in', hashes), eb('held_by_hash', 'in', hashes)]))

const viewer = (row: UnlockRow, hashes: readonly string[]) => (row.held_by_hash !== null && hashes.includes(row.held_by_hash) ? 'holder' : 'asker')

export async function lockUnlock(tx: Tx, id: string): Promise<Unlock | null> {
  const row = await tx.selectFrom('unlock').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function readUnlock(tx: Tx, id: string): Promise<Unlock | null> {
  const row = await tx.selectFrom('unlock').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Saves what a case has become. With `heldByHash` this browser alone holds the proven case from now on. */
export async function saveUnlock(tx: Tx, unlock: Unlock, heldByHash?: string) {
  await tx
    .updateTable('unlock')
    .set({
      state: unlock.state,
      sends: JSON.stringify(unlock.sends),
      codes: JSON.stringify(unlock.codes),
      wrong_at: JSON.stringify(unlock.wrongAt),
      proven_at: unlock.provenAt,
      proven_by: unlock.provenBy,
      proven_with: unlock.provenWith,
      office_reason: unlock.officeReason,
      chosen: unlock.chosen,
      credential_id: unlock.credentialId,
      completed_at: unlock.completedAt,
      ...(heldByHash === undefined ? {} : { held_by_hash: heldByHash }),
    })
    .where('id', '=', unlock.id)
    .execute()
}

/** Ends the person's other unproven and unfinished cases; returns their ids. */
export async function endOthers(tx: Tx, personId: string, but: string): Promise<string[]> {
  const rows = await tx
    .updateTable('unlock')
    .set({ state: 'ended' })
    .where('person_id', '=', personId)
    .where('id', '<>', but)
    .where('state', 'in', ['awaiting_proof', 'proven', 'needs_office'])
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Ends every case of a person that is not over, the disputed ones too: an office settled who it is. Returns their ids. */
export async function endEvery(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('unlock')
    .set({ state: 'ended' })
    .where('person_id', '=', personId)
    .where('state', 'in', ['awaiting_proof', 'proven', 'needs_office', 'disputed'])
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export type OpenCase = { number: string; startedAt: Date; state: Extract<UnlockState, 'awaiting_proof' | 'proven' | 'needs_office' | 'disputed'> }

const openCasesShown = 20

/** The cases of a holder that are not over, newest first; those that are disputed before the others. */
export async function listOpenCases(tx: Tx, personId: string): Promise<OpenCase[]> {
  const rows = await tx
    .selectFrom('unlock')
    .select(['number', 'started_at', 'state'])
    .where('person_id', '=', personId)
    .where('state', 'in', ['awaiting_proof', 'proven', 'needs_office', 'disputed'])
    .orderBy(sql`state = 'disputed'`, 'desc')
    .orderBy('started_at', 'desc')
    .limit(openCasesShown)
    .execute()
  return rows.map((row) => ({ number: row.number, startedAt: row.started_at, state: row.state as OpenCase['state'] }))
}

/** Whether a contact disputes a case of this person, and nobody has resolved it. */
export async function hasDispute(tx: Tx, personId: string): Promise<boolean> {
  return (
    (await tx.selectFrom('unlock').select('id').where('person_id', '=', personId).where('state', '=', 'disputed').limit(1).executeTakeFirst()) !== undefined
  )
}

/** When a contact first stopped a proven case of this person that nobody has resolved. */
export async function disputedSince(tx: Tx, personId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('unlock_veto')
    .innerJoin('unlock', 'unlock.id', 'unlock_veto.unlock_id')
    .select('unlock_veto.at')
    .where('unlock.person_id', '=', personId)
    .where('unlock.state', '=', 'disputed')
    .orderBy('unlock_veto.at')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}

/** The case is locked: its codes are written whole. */
export async function saveCodes(tx: Tx, id: string, codes: readonly SentCode[]) {
  await tx
    .updateTable('unlock')
    .set({ codes: JSON.stringify(codes) })
    .where('id', '=', id)
    .execute()
}

export async function addLink(tx: Tx, link: { hash: string; unlockId: string; contactId: string; endsAt: Date }) {
  await tx.insertInto('unlock_link').values({ hash: link.hash, unlock_id: link.unlockId, contact_id: link.contactId, ends_at: link.endsAt }).execute()
}

export async function findLink(tx: Tx, hashes: readonly string[]) {
  return (await tx.selectFrom('unlock_link').select(['unlock_id', 'contact_id', 'ends_at']).where('hash', 'in', hashes).executeTakeFirst()) ?? null
}

function fromRow(row: UnlockRow): Unlock {
  return {
    id: row.id,
    number: row.number,
    personId: row.person_id,
    state: row.state,
    language: row.language,
    tag: row.tag,
    typed: row.typed,
    device: row.device,
    startedAt: row.started_at,
    sends: row.sends,
    codes: row.codes,
    wrongAt: row.wrong_at,
    provenAt: row.proven_at,
    provenBy: row.proven_by,
    provenWith: row.proven_with,
    officeReason: row.office_reason as PersonalOfficeReason | null,
    chosen: row.chosen,
    credentialId: row.credential_id,
    completedAt: row.completed_at,
  }
}
