import { type Selectable, sql } from 'kysely'
import type { Schema, Tx } from '../db/database.ts'
import type { OfficeReason } from '../evidence/evidence.ts'
import type { SentCode } from '../proof/codes.ts'
import { openStates, type Recovery, type RecoveryState } from './recovery.ts'

const columns = [
  'id',
  'number',
  'branch_id',
  'representation_id',
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
  'saved_code_wrong',
  'personal_key_wrong',
  'credential_id',
  'completed_at',
] as const satisfies readonly (keyof Schema['recovery'])[]
type RecoveryRow = Pick<Selectable<Schema['recovery']>, (typeof columns)[number]>

export type BrowserView = {
  recovery: Recovery
  /** As what this browser holds the case: it asked, or it proved. */
  as: 'asker' | 'holder'
}

export async function insertRecovery(tx: Tx, recovery: Recovery, extra: { askerHash: string }) {
  await tx
    .insertInto('recovery')
    .values({
      id: recovery.id,
      number: recovery.number,
      branch_id: recovery.branchId,
      representation_id: recovery.representationId,
      state: recovery.state,
      language: recovery.language,
      tag: recovery.tag,
      typed: JSON.stringify(recovery.typed),
      device: recovery.device,
      started_at: recovery.startedAt,
      asker_hash: extra.askerHash,
      sends: JSON.stringify(recovery.sends),
      codes: '[]',
      wrong_at: '[]',
    })
    .execute()
}

/** The case a browser holds, by the hashes of its cookie. */
export async function readByBrowser(tx: Tx, hashes: readonly string[]): Promise<BrowserView | null> {
  const row = await browserQuery(tx, hashes).executeTakeFirst()
  return row ? { recovery: fromRow(row), as: viewer(row, hashes) } : null
}

/** Locks the row, so that two submissions of a code cannot share one try. */
export async function lockByBrowser(tx: Tx, hashes: readonly string[]): Promise<BrowserView | null> {
  const row = await browserQuery(tx, hashes).forUpdate().executeTakeFirst()
  return row ? { recovery: fromRow(row), as: viewer(row, hashes) } : null
}

const browserQuery = (tx: Tx, hashes: readonly string[]) =>
  tx
    .selectFrom('recovery')
    .select(columns)
    .where((eb) => eb.or([eb('asker_hash', 'in', hashes), eb('held_by_hash', 'in', hashes)]))

const viewer = (row: RecoveryRow, hashes: readonly string[]) => (row.held_by_hash !== null && hashes.includes(row.held_by_hash) ? 'holder' : 'asker')

export async function lockRecovery(tx: Tx, id: string): Promise<Recovery | null> {
  const row = await tx.selectFrom('recovery').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function readRecovery(tx: Tx, id: string): Promise<Recovery | null> {
  const row = await tx.selectFrom('recovery').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Whether this browser holds the proven case. */
export async function isHeldBy(tx: Tx, id: string, hashes: readonly string[]): Promise<boolean> {
  if (hashes.length === 0) return false
  return (await tx.selectFrom('recovery').select('id').where('id', '=', id).where('held_by_hash', 'in', hashes).executeTakeFirst()) !== undefined
}

/** Saves what a case has become. With `heldByHash` this browser alone holds the proven case from now on. */
export async function saveRecovery(tx: Tx, recovery: Recovery, heldByHash?: string) {
  await tx
    .updateTable('recovery')
    .set({
      state: recovery.state,
      sends: JSON.stringify(recovery.sends),
      codes: JSON.stringify(recovery.codes),
      wrong_at: JSON.stringify(recovery.wrongAt),
      proven_at: recovery.provenAt,
      proven_by: recovery.provenBy,
      proven_with: recovery.provenWith,
      office_reason: recovery.officeReason,
      saved_code_wrong: recovery.savedCodeWrong,
      personal_key_wrong: recovery.personalKeyWrong,
      credential_id: recovery.credentialId,
      completed_at: recovery.completedAt,
      ...(heldByHash === undefined ? {} : { held_by_hash: heldByHash }),
    })
    .where('id', '=', recovery.id)
    .execute()
}

/** Ends the holder's other unproven and unfinished cases; returns their ids. */
export async function endOthers(tx: Tx, branchId: string, but: string): Promise<string[]> {
  const rows = await tx
    .updateTable('recovery')
    .set({ state: 'ended' })
    .where('branch_id', '=', branchId)
    .where('id', '<>', but)
    .where('state', 'in', openStates)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Ends every case of a holder that is not over, the disputed ones too: an office settled who it is. Returns their ids. */
export async function endEvery(tx: Tx, branchId: string): Promise<string[]> {
  const rows = await tx
    .updateTable('recovery')
    .set({ state: 'ended' })
    .where('branch_id', '=', branchId)
    .where('state', 'in', [...openStates, 'disputed'])
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

export type OpenCase = { number: string; startedAt: Date; state: (typeof openStates)[number] | Extract<RecoveryState, 'disputed'> }

const openCasesShown = 20

/** The cases of a holder that are not over, newest first; those that are disputed before the others. */
export async function listOpenCases(tx: Tx, branchId: string): Promise<OpenCase[]> {
  const rows = await tx
    .selectFrom('recovery')
    .select(['number', 'started_at', 'state'])
    .where('branch_id', '=', branchId)
    .where('state', 'in', [...openStates, 'disputed'])
    .orderBy(sql`state = 'disputed'`, 'desc')
    .orderBy('started_at', 'desc')
    .limit(openCasesShown)
    .execute()
  return rows.map((row) => ({ number: row.number, startedAt: row.started_at, state: row.state as OpenCase['state'] }))
}

/** Whether a contact disputes a case of this holder, and nobody has resolved it. */
export async function hasDispute(tx: Tx, branchId: string): Promise<boolean> {
  return (
    (await tx.selectFrom('recovery').select('id').where('branch_id', '=', branchId).where('state', '=', 'disputed').limit(1).executeTakeFirst()) !== undefined
  )
}

/** Since when contacts dispute a case of this holder. */
export async function disputedSince(tx: Tx, branchId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('veto')
    .innerJoin('recovery', 'recovery.id', 'veto.recovery_id')
    .select('veto.at')
    .where('recovery.branch_id', '=', branchId)
    .where('recovery.state', '=', 'disputed')
    .orderBy('veto.at')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}

/** The case is locked: its codes are written whole. */
export async function saveCodes(tx: Tx, id: string, codes: readonly SentCode[]) {
  await tx
    .updateTable('recovery')
    .set({ codes: JSON.stringify(codes) })
    .where('id', '=', id)
    .execute()
}

export async function addLink(tx: Tx, link: { hash: string; recoveryId: string; contactId: string; endsAt: Date }) {
  await tx.insertInto('recovery_link').values({ hash: link.hash, recovery_id: link.recoveryId, contact_id: link.contactId, ends_at: link.endsAt }).execute()
}

export async function findLink(tx: Tx, hashes: readonly string[]) {
  return (await tx.selectFrom('recovery_link').select(['recovery_id', 'contact_id', 'ends_at']).where('hash', 'in', hashes).executeTakeFirst()) ?? null
}

function fromRow(row: RecoveryRow): Recovery {
  return {
    id: row.id,
    number: row.number,
    branchId: row.branch_id,
    representationId: row.representation_id,
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
    officeReason: row.office_reason as OfficeReason | null,
    savedCodeWrong: row.saved_code_wrong,
    personalKeyWrong: row.personal_key_wrong,
    credentialId: row.credential_id,
    completedAt: row.completed_at,
  }
}
