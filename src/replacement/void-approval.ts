import { sql } from 'kysely'
import type { VoidCause } from '../audit/audit.ts'
import { type HolderRef, holderColumn, type KeyKind } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { lockHolder } from '../registry/holder.ts'
import { lockPerson } from '../registry/person.ts'
import { type CaseContext, moveCase, takeInHand } from './facts.ts'
import { rules } from './replacement.ts'
import { restoreSuspendedBy, suspendedBy } from './restore-contacts.ts'
import { lockCase } from './store.ts'

const sentBackFrom = rules.examined_changed.from
const canBeSentBack = sql<boolean>`state = any(${[...sentBackFrom]}::text[])`

/** A proposed or approved case of a holder, and what the register said of that holder when it was locked. */
export type Standing = { id: string; said: string }

/**
 * Locks every proposed or approved case of these holders, whose rows are locked already, and remembers what the register says of each: who
 * represents it, whether it is closed, which contacts it has.
 */
export async function lockExamined(tx: Tx, of: { kind: KeyKind; holderIds: readonly string[] }): Promise<Standing[]> {
  if (of.holderIds.length === 0) return []
  const rows = await tx
    .selectFrom('replacement')
    .select('id')
    .where(of.kind === 'employer' ? 'branch_id' : 'person_id', '=', sql<string>`any(${of.holderIds}::uuid[])`)
    .where('state', 'in', sentBackFrom)
    .orderBy('id')
    .forUpdate()
    .execute()
  const ids = rows.map(({ id }) => id)
  return readSaid(tx, ids)
}

/** Whether a case of this holder was proposed or approved, and not finished: there is something to send back. */
export async function isProposedOrApproved(tx: Tx, holder: HolderRef): Promise<boolean> {
  const row = await tx
    .selectFrom('replacement')
    .select('id')
    .where(holderColumn[holder.kind], '=', holder.id)
    .where('state', 'in', sentBackFrom)
    .executeTakeFirst()
  return row !== undefined
}

/** Sends back to their office the cases for which the register no longer says what it said: what was examined changed. */
export async function voidApprovals(context: CaseContext, tx: Tx, of: { examined: readonly Standing[]; now: Date }) {
  const before = new Map(of.examined.map(({ id, said }) => [id, said]))
  for (const { id, said } of await readSaid(tx, [...before.keys()])) {
    if (before.get(id) !== said) await sendBack(context, tx, { id, because: 'register_changed', now: of.now })
  }
}

/** `by`: the member of staff through whom; `whose`: whose work is in doubt. */
type Why = { because: VoidCause; by?: string; whose?: string; now: Date }

async function sendBack(context: CaseContext, tx: Tx, { id, because, by, whose, now }: Why & { id: string }) {
  const row = await lockCase(tx, id)
  if (!row) return
  const event = { type: 'examined_changed', ...(by === undefined ? {} : { through: by }) } as const
  const tells = { because, ...(whose === undefined ? {} : { whose }) }
  await moveCase(context, tx, { inHand: await takeInHand(context, tx, { row, now }), event, now, tells })
}

/** Sends back every proposed or approved case of one holder, whose row is locked already. Returns how many. */
export async function voidStanding(context: CaseContext, tx: Tx, of: Why & { kind: KeyKind; holderId: string }): Promise<number> {
  const standing = await lockExamined(tx, { kind: of.kind, holderIds: [of.holderId] })
  for (const { id } of standing) await sendBack(context, tx, { ...of, id })
  return standing.length
}

/** What somebody did for a case: identity, results, what was asked, the proposal, the approval, a dispute, the applicant's screen. */
const tookPart = (staffId: string) => sql<boolean>`(
  ${staffId}::uuid in (r.identity_by, r.proposed_by, r.approved_by, r.screen_by)
  or exists (select 1 from requirement_result where replacement_id = r.id and found_by = ${staffId}::uuid)
  or exists (select 1 from requirement_ask where replacement_id = r.id and asked_by = ${staffId}::uuid)
  or exists (select 1 from dispute_resolution where replacement_id = r.id and resolved_by = ${staffId}::uuid))`

/** Cases in which somebody took part: that would be sent back, that are under review with an identity or something they found, and that gave a key or a contact. */
export type WorkOf = { standing: number; underReview: number; activated: number }

export async function countWorkOf(tx: Tx, staffId: string): Promise<WorkOf> {
  const { rows } = await sql<WorkOf>`
    select count(*) filter (where ${canBeSentBack})::integer as standing,
      count(*) filter (where state in ('in_review', 'awaiting_applicant', 'disputed')
        and (identity_by = ${staffId}::uuid
          or exists (select 1 from requirement_result where replacement_id = r.id and found_by = ${staffId}::uuid)))::integer as "underReview",
      count(*) filter (where state = 'activated')::integer as activated
    from replacement r where ${tookPart(staffId)}`.execute(tx)
  return rows[0] ?? { standing: 0, underReview: 0, activated: 0 }
}

/**
 * Sends back every proposed or approved case that this member of staff prepared or approved, whose applicant's screen they opened or whose
 * dispute they resolved, and that is not activated yet: whoever cannot be trusted any more has decided nothing that stands. Contacts that they
 * found to be wrong are registered again, before the others hear. Returns how many went back.
 */
export async function voidWorkOf(context: CaseContext, tx: Tx, of: { staffId: string; by: string; now: Date }): Promise<number> {
  const { rows } = await sql<{ branch_id: string | null; person_id: string | null }>`
    select branch_id, person_id from replacement r
    where ${canBeSentBack} and ${tookPart(of.staffId)}
    union select branch_id, person_id from (${suspendedBy(of.staffId)}) suspended
    order by branch_id, person_id`.execute(tx)
  const holders = rows.map(({ branch_id, person_id }) =>
    branch_id === null ? ({ kind: 'personal', holderId: person_id ?? '' } as const) : ({ kind: 'employer', holderId: branch_id } as const),
  )
  for (const { kind, holderId } of holders) await (kind === 'personal' ? lockPerson(tx, holderId) : lockHolder(tx, holderId))
  await restoreSuspendedBy(tx, of.staffId)
  let moved = 0
  for (const holder of holders) moved += await voidStanding(context, tx, { ...holder, because: 'work_in_doubt', by: of.by, whose: of.staffId, now: of.now })
  return moved
}

async function readSaid(tx: Tx, ids: readonly string[]): Promise<Standing[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Standing>`
    select r.id, concat_ws('; ', branch.status, employer.status, person.status,
      (select string_agg(concat_ws(' ', c.id, c.status), ', ' order by c.id) from contact c where c.branch_id = r.branch_id or c.person_id = r.person_id),
      (select string_agg(concat_ws(' ', p.id, p.person_id, p.valid_from, p.valid_to), ', ' order by p.id) from representation p
        where p.employer_id = branch.employer_id and (p.branch_id is null or p.branch_id = branch.id))) as said
    from replacement r left join branch on branch.id = r.branch_id left join employer on employer.id = branch.employer_id
      left join person on person.id = r.person_id
    where r.id = any(${ids}::uuid[]) order by r.id`.execute(tx)
  return rows
}
