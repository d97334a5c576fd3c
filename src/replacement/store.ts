import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { HolderRef, KeyKind } from '../credentials/credentials.ts'
import type { Schema, Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { Institution } from '../institution.ts'
import { isHeld, lockHolder } from '../registry/holder.ts'
import { lockPerson } from '../registry/person.ts'
import type { EmployerKind } from './replacement.ts'
import type { Asked, Result } from './requirements.ts'
import { type SentBack, sendsBack } from './sent-back.ts'
import type { Pause } from './terms.ts'

/** A case as the database holds it. */
export type CaseRow = Selectable<Schema['replacement']>
export type CasePatch = Updateable<Schema['replacement']>

/** Whose key or contact a case is about; null: what was typed names nobody, or nobody has looked yet. */
export function holderOf(row: Pick<CaseRow, 'branch_id' | 'person_id'>): HolderRef | null {
  if (row.branch_id !== null) return { kind: 'employer', id: row.branch_id }
  return row.person_id === null ? null : { kind: 'personal', id: row.person_id }
}

export async function insertCase(tx: Tx, row: Insertable<Schema['replacement']>) {
  await tx.insertInto('replacement').values(row).execute()
}

/** The draft that a browser fills in; locked, so that two submissions cannot share one try. */
export async function lockDraft(tx: Tx, kind: KeyKind, hashes: readonly string[]): Promise<CaseRow | null> {
  return (await draftQuery(tx, kind, hashes).forUpdate().executeTakeFirst()) ?? null
}

export async function readDraft(tx: Tx, kind: KeyKind, hashes: readonly string[]): Promise<CaseRow | null> {
  return (await draftQuery(tx, kind, hashes).executeTakeFirst()) ?? null
}

const draftQuery = (tx: Tx, kind: KeyKind, hashes: readonly string[]) =>
  tx.selectFrom('replacement').selectAll().where('kind', '=', kind).where('state', '=', 'draft').where('draft_hash', 'in', hashes)

/** The case that was filed from a browser's draft. */
export async function readFiled(
  tx: Tx,
  kind: KeyKind,
  hashes: readonly string[],
): Promise<{ number: string; started_at: Date; continuation_hash: string } | null> {
  const row = await tx
    .selectFrom('replacement')
    .select(['number', 'started_at', 'continuation_hash'])
    .where('kind', '=', kind)
    .where('continuation_hash', 'is not', null)
    .where('draft_hash', 'in', hashes)
    .$narrowType<{ continuation_hash: string }>()
    .executeTakeFirst()
  return row ?? null
}

export async function lockCase(tx: Tx, id: string): Promise<CaseRow | null> {
  return (await tx.selectFrom('replacement').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
}

export async function readCase(tx: Tx, id: string): Promise<CaseRow | null> {
  return (await tx.selectFrom('replacement').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The case that a number and its continuation code open together; a wrong code and an unknown number are one answer. */
export async function readByContinuation(tx: Tx, hashes: readonly string[]): Promise<CaseRow | null> {
  if (hashes.length === 0) return null
  return (await tx.selectFrom('replacement').selectAll().where('continuation_hash', 'in', hashes).executeTakeFirst()) ?? null
}

export async function saveCase(tx: Tx, id: string, patch: CasePatch) {
  await tx.updateTable('replacement').set(patch).where('id', '=', id).execute()
}

/** Everything that was found. `doubtful`: by somebody whose work is in doubt since, so that it counts no more. */
export async function listResults(tx: Tx, id: string): Promise<(Result & { doubtful: boolean })[]> {
  const rows = await tx
    .selectFrom('requirement_result')
    .innerJoin('staff_member', 'staff_member.id', 'found_by')
    .selectAll('requirement_result')
    .select(sql<boolean>`coalesce(work_voided_at >= found_at, false)`.as('doubtful'))
    .where('replacement_id', '=', id)
    .orderBy('found_at')
    .orderBy('requirement_result.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    requirement: row.requirement,
    outcome: row.outcome,
    reference: row.reference,
    round: row.round,
    by: row.found_by,
    at: row.found_at,
    doubtful: row.doubtful,
  }))
}

/** Whether whoever verified the identity is somebody whose work is in doubt since. */
export async function isIdentityDoubtful(tx: Tx, row: Pick<CaseRow, 'identity_by' | 'identity_at'>): Promise<boolean> {
  const doubted = await tx
    .selectFrom('staff_member')
    .select('id')
    .where('id', '=', row.identity_by)
    .where('work_voided_at', '>=', row.identity_at)
    .executeTakeFirst()
  return doubted !== undefined
}

/** Whether another office than this one has an approver. */
export async function isApprovedElsewhere(tx: Tx, { office, institution }: { office: string; institution: Pick<Institution, 'offices'> }): Promise<boolean> {
  const others = institution.offices.map(({ id }) => id).filter((id) => id !== office)
  if (others.length === 0) return false
  const approver = await tx
    .selectFrom('staff_member')
    .select('id')
    .where('state', '=', 'active')
    .where('office', 'in', others)
    .where(({ eb, val }) => eb(val('approver'), '=', eb.fn.any('roles')))
    .limit(1)
    .executeTakeFirst()
  return approver !== undefined
}

/**
 * Whether a case of an employer makes its applicant the representative, for the register names another or nobody today: whatever reason they gave,
 * it is a change. Of a row of `replacement`.
 */
export const changesRepresentative = (today: string) => sql<boolean>`(replacement.branch_id is not null and not exists (
  select 1 from branch join representation r on r.employer_id = branch.employer_id and (r.branch_id is null or r.branch_id = branch.id)
  join person on person.id = r.person_id
  where branch.id = replacement.branch_id and person.national_id = replacement.typed ->> 'nationalId'
    and r.valid_from <= ${today}::date and (r.valid_to is null or r.valid_to >= ${today}::date)))`

/** What the register says beside what the applicant answered. `registered`: what kind of employer it is; null: the case is of a person. */
export async function readStanding(tx: Tx, id: string, today: string): Promise<{ changes: boolean; registered: EmployerKind | null }> {
  return tx
    .selectFrom('replacement')
    .leftJoin('branch', 'branch.id', 'branch_id')
    .leftJoin('employer', 'employer.id', 'branch.employer_id')
    .select([changesRepresentative(today).as('changes'), 'employer.kind as registered'])
    .where('replacement.id', '=', id)
    .executeTakeFirstOrThrow()
}

/**
 * What decides by when the office has to act: when the applicant was first identified, and when asked for something, and the canton of the branch.
 * A step that is taken once more, for whoever took it is in doubt, gives the office no more time.
 */
export async function readTerm(tx: Tx, row: Pick<CaseRow, 'id' | 'branch_id'>) {
  const [asks, branch, identified] = await together(
    tx.selectFrom('requirement_ask').select(['asked_at', 'answered_at']).where('replacement_id', '=', row.id).execute(),
    tx.selectFrom('branch').select('canton').where('id', '=', row.branch_id).executeTakeFirst(),
    tx
      .selectFrom('audit_event')
      .select('occurred_at')
      .where('subject', '=', row.id)
      .where('type', '=', 'replacement.moved')
      .where(sql<boolean>`details ->> 'event' = 'verify_identity'`)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst(),
  )
  const pauses: Pause[] = asks.map(({ asked_at, answered_at }) => ({ from: asked_at, to: answered_at }))
  return { pauses, canton: branch?.canton ?? null, identifiedAt: identified?.occurred_at ?? null }
}

/** What of a case the record says sent it back, as far as it is still of use. */
export async function listSentBack(tx: Tx, caseId: string): Promise<SentBack[]> {
  const { rows } = await sql<SentBack>`
    select occurred_at as at, coalesce(details ->> 'event', 'doubted') as event, details ->> 'from' as "from", details ->> 'because' as because
    from audit_event where subject = ${caseId}::uuid
      and (type = 'replacement.doubted' or (type = 'replacement.moved' and details ->> 'event' = any(${[...sendsBack]}::text[])))
    order by id desc limit 20`.execute(tx)
  return rows.reverse()
}

/** Everybody who represents or represented a branch, as the register has it: what an office examines rests on it. */
export async function listRepresentations(tx: Tx, branchId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('branch')
    .innerJoin('representation', 'representation.employer_id', 'branch.employer_id')
    .select(['representation.id', 'representation.person_id', 'representation.valid_from', 'representation.valid_to'])
    .where('branch.id', '=', branchId)
    .where((eb) => eb.or([eb('representation.branch_id', 'is', null), eb('representation.branch_id', '=', branchId)]))
    .orderBy('representation.id')
    .execute()
  return rows.map((row) => `${row.id} ${row.person_id} ${row.valid_from} ${row.valid_to}`)
}

/** What was asked for, oldest first. */
export async function listAsked(tx: Tx, caseId: string): Promise<Asked[]> {
  const rows = await tx.selectFrom('requirement_ask').selectAll().where('replacement_id', '=', caseId).orderBy('round').orderBy('asked_at').execute()
  return rows.map(({ requirement, reason, round, asked_by, asked_at }) => ({ requirement, reason, round, by: asked_by, at: asked_at }))
}

/** The applicant brought what was asked for. */
export async function markAnswered(tx: Tx, of: { caseId: string; now: Date }) {
  await tx.updateTable('requirement_ask').set({ answered_at: of.now }).where('replacement_id', '=', of.caseId).where('answered_at', 'is', null).execute()
}

/** The branch that two numbers name, or null: one statement and one row either way, for whoever files learns nothing of it. */
export async function findBranch(tx: Tx, of: { taxId: string; branchCode: string }): Promise<string | null> {
  const row = await tx
    .selectNoFrom(({ selectFrom }) => [
      selectFrom('branch')
        .innerJoin('employer', 'employer.id', 'branch.employer_id')
        .select('branch.id')
        .where('employer.tax_id', '=', of.taxId)
        .where('branch.code', '=', of.branchCode)
        .as('id'),
    ])
    .executeTakeFirstOrThrow()
  return row.id
}

/** The same for a person. */
export async function findPerson(tx: Tx, nationalId: string): Promise<string | null> {
  const row = await tx
    .selectNoFrom(({ selectFrom }) => [selectFrom('person').select('id').where('national_id', '=', nationalId).as('id')])
    .executeTakeFirstOrThrow()
  return row.id
}

/**
 * The supervisors who resolved a dispute of this case, or decided against a contact in another one of its holder: a second case would else do for
 * two people what the first may not. `ofCase`: of this one; from then on it waits, whoever is left to veto.
 */
export async function listResolvers(tx: Tx, row: Pick<CaseRow, 'id' | 'branch_id' | 'person_id'>): Promise<{ by: string; ofCase: boolean }[]> {
  const column = row.branch_id === null ? 'person_id' : 'branch_id'
  const rows = await tx
    .selectFrom('dispute_resolution')
    .innerJoin('replacement', 'replacement.id', 'dispute_resolution.replacement_id')
    .select(['resolved_by as by', 'replacement.id'])
    .where(({ eb, or, and }) =>
      or([
        eb('replacement.id', '=', row.id),
        and([eb(`replacement.${column}`, '=', row.branch_id ?? row.person_id), eb('dispute_resolution.outcome', '=', 'applicant_was_right')]),
      ]),
    )
    .execute()
  return rows.map(({ by, id }) => ({ by, ofCase: id === row.id }))
}

/** Whether a contact has stopped a case: each can once. */
export async function hasVetoed(tx: Tx, of: { replacementId: string; contactId: string }): Promise<boolean> {
  const said = await tx
    .selectFrom('replacement_veto')
    .select('at')
    .where('replacement_id', '=', of.replacementId)
    .where('contact_id', '=', of.contactId)
    .executeTakeFirst()
  return said !== undefined
}

/** Locks the holder of a case and then the case, in the order in which everybody does. A case that is filed keeps its holder. */
export async function lockWithHolder(tx: Tx, id: string): Promise<CaseRow | null> {
  const seen = await readCase(tx, id)
  if (seen?.branch_id) await lockHolder(tx, seen.branch_id)
  if (seen?.person_id) await lockPerson(tx, seen.person_id)
  return seen && lockCase(tx, id)
}

/** Whether a contact stopped it once it was finished, now or at an earlier time: then what it did is void. A review after that forgets when it did it. */
export async function wasUndone(tx: Tx, row: Pick<CaseRow, 'id' | 'state' | 'identity_at' | 'activated_at'>): Promise<boolean> {
  if (row.state === 'activated' || row.identity_at === null) return false
  if (row.activated_at !== null) return true
  const finished = await tx
    .selectFrom('audit_event')
    .select('id')
    .where('subject', '=', row.id)
    .where('type', '=', 'replacement.moved')
    .where(sql<boolean>`details ->> 'event' = 'activate'`)
    .limit(1)
    .executeTakeFirst()
  return finished !== undefined
}

/** Whether the key that a case is about is held. */
export async function isHeldCase(tx: Tx, row: Pick<CaseRow, 'branch_id' | 'person_id'>): Promise<boolean> {
  const holder = holderOf(row)
  return holder !== null && (await isHeld(tx, holder))
}

/** Whether the employer of a case has, or had, another key than the one that the case made. */
export async function hadKeyBefore(tx: Tx, row: Pick<CaseRow, 'branch_id' | 'credential_id'>): Promise<boolean> {
  const key = await tx
    .selectFrom('credential')
    .select('id')
    .where('branch_id', '=', row.branch_id)
    .where('id', 'is distinct from', row.credential_id)
    .limit(1)
    .executeTakeFirst()
  return key !== undefined
}
