import { maskContact } from '../contacts/contacts.ts'
import type { Context } from '../context.ts'
import type { KeyKind } from '../credentials/credentials.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { Institution } from '../institution.ts'
import { countHits, secondsUntil, takeBackHit } from '../limits/windows.ts'
import { lockHolder } from '../registry/holder.ts'
import { lockPerson } from '../registry/person.ts'
import type { Secret } from '../secret.ts'
import { askedNow } from './asked.ts'
import { continuationHashes } from './continuation.ts'
import { moveCase, takeInHand } from './facts.ts'
import { wrongLookUps } from './limits.ts'
import { type EmployerKind, type RejectReason, type ReplacementReason, type ReplacementState, rejectReasons, type TypedOfCase } from './replacement.ts'
import type { Asked } from './requirements.ts'
import { type SentBack, termFrom, type WhyAgain, whyAgain } from './sent-back.ts'
import { type CaseRow, isHeldCase, listAsked, listSentBack, lockCase, readByContinuation, readTerm, saveCase, wasUndone } from './store.ts'
import { calendarOfOffice, cantonsOf, lastDayAfter, type Until, untilWhen } from './terms.ts'

export type Pair = { number: string; code: Secret }
export type Stopped = { outcome: 'stopped'; until: Date; retryAfter: number }

/** What whoever has the number and the continuation code sees of a case. */
export type CaseView = {
  number: string
  kind: KeyKind
  state: ReplacementState
  reason: ReplacementReason
  employerKind: EmployerKind | null
  typed: TypedOfCase
  office: string | null
  contact: 'confirmed' | 'none'
  contactMasked: string | null
  submittedAt: Date
  since: Date
  endsAt: Date
  waitEndsAt: Date | null
  until: Until
  /** What the applicant was asked for, by the codes of the requirements. */
  asked: readonly Pick<Asked, 'requirement' | 'reason'>[]
  /** Why it is examined again; null: it is not. */
  again: WhyAgain | null
  /** Why it was rejected; null: it was not, or a contact that stopped it was right. */
  rejected: RejectReason | null
  /** A contact stopped it once it was finished: what it did is void, and the key may be held since. Null: nothing of it is void. */
  undone: { held: boolean } | null
}

/**
 * Whose case it is, for a verb: locked, once the pair has been found right. Wrong pairs are counted by network, before the look-up. The code
 * cannot be guessed: whoever shares a network with somebody who tries all the same is not kept from their own case.
 * `holderFirst`: for what changes the holder, whose row is always locked before a case of it.
 */
export async function enterCase(
  context: Context,
  tx: Tx,
  on: { pair: Pair; source: string; now: Date; holderFirst?: true },
): Promise<CaseRow | 'unknown' | Stopped> {
  const limit = wrongLookUps(context, on.source)
  const [counted] = await countHits(tx, [limit], on.now)
  const found = await readByContinuation(tx, continuationHashes(context.keys, on.pair))
  if (!found) {
    if (counted && counted.count <= context.institution.policy.caseLookUpsPerHour) return 'unknown'
    const until = counted?.endsAt ?? on.now
    return { outcome: 'stopped', until, retryAfter: secondsUntil(until, on.now) }
  }
  await takeBackHit(tx, limit)
  // Before the identity step nothing can be done to a holder, and nobody learns by what it costs whether there is one.
  const changesHolder = on.holderFirst === true && found.identity_at !== null
  if (changesHolder && found.branch_id !== null) await lockHolder(tx, found.branch_id)
  if (changesHolder && found.person_id !== null) await lockPerson(tx, found.person_id)
  return (await lockCase(tx, found.id)) ?? 'unknown'
}

export type OpenOutcome = { outcome: 'open'; view: CaseView } | { outcome: 'unknown' } | Stopped

export function openCase(context: Context, on: { pair: Pair; source: string }): Promise<OpenOutcome> {
  return context.db.transaction().execute(async (tx): Promise<OpenOutcome> => {
    const now = await context.clock(tx)
    const row = await enterCase(context, tx, { ...on, now })
    if (row === 'unknown') return { outcome: 'unknown' }
    if ('outcome' in row) return row
    // Whoever shows the code has it: the browser that filled in the draft is not given it any more, whoever kept that one's cookie.
    if (row.draft_hash !== null) await saveCase(tx, row.id, { draft_hash: null })
    // What a branch's canton says is told after the identity step alone.
    const [term, sentBack] = row.identity_at === null ? [noTerm, []] : await together(readTerm(tx, row), listSentBack(tx, row.id))
    const asked = row.state === 'awaiting_applicant' ? askedNow(row, await listAsked(tx, row.id)) : []
    const undone = (await wasUndone(tx, row)) ? { held: await isHeldCase(tx, row) } : null
    return { outcome: 'open', view: { ...viewOfCase(context, row, { now, ...term, sentBack }), asked, undone } }
  })
}

type Term = Awaited<ReturnType<typeof readTerm>>
const noTerm: Term = { pauses: [], canton: null, identifiedAt: null }

type SeenAt = { now: Date; institution: Pick<Institution, 'policy' | 'timeZone' | 'holidays' | 'offices'> }

/**
 * The state of a case as whoever filed it may know it. Until the identity step one that a contact stopped looks as it would had nobody known
 * it, and one that waited in vain is over at the same instant, whenever it is tidied up.
 */
function seenState(row: CaseRow, { now, institution }: SeenAt): { state: ReplacementState; visitUntil: Date | null } {
  const waits = row.identity_at === null && (row.cancelled_by === 'contact' || row.state === 'submitted' || row.state === 'expired')
  if (!waits) return { state: row.state, visitUntil: null }
  const visitUntil = lastDayAfter(row.submitted_at ?? row.started_at, institution.policy.visitWithin, calendarOfOffice(institution, row.office))
  return { state: now < visitUntil ? 'submitted' : 'expired', visitUntil }
}

function viewOfCase(
  context: Context,
  row: CaseRow,
  { now, pauses, canton, identifiedAt, sentBack }: Term & { now: Date; sentBack: readonly SentBack[] },
): Omit<CaseView, 'asked' | 'undone'> {
  const { policy, timeZone, holidays, offices } = context.institution
  const submittedAt = row.submitted_at ?? row.started_at
  const { state, visitUntil } = seenState(row, { now, institution: context.institution })
  const endsAt = visitUntil ?? row.ends_at
  const cantons = cantonsOf(offices, { office: row.office, canton })
  const standing = { state, movedAt: row.moved_at, endsAt, waitEndsAt: row.wait_ends_at, termFrom: termFrom(identifiedAt ?? row.identity_at, sentBack), pauses }
  return {
    number: row.number,
    kind: row.kind,
    state,
    reason: row.reason,
    employerKind: row.employer_kind,
    typed: row.typed,
    office: row.office,
    contact: row.contact === 'none' ? 'none' : 'confirmed',
    contactMasked: row.contact_channel !== null && row.contact_value !== null ? maskContact({ channel: row.contact_channel, value: row.contact_value }) : null,
    submittedAt,
    since: visitUntil === null ? row.moved_at : state === 'submitted' ? submittedAt : visitUntil,
    endsAt,
    waitEndsAt: row.wait_ends_at,
    rejected: (state === 'rejected' && rejectReasons.find((each) => each === row.reject_reason)) || null,
    again: whyAgain(state, sentBack),
    until: untilWhen(standing, { now, policy, calendar: { timeZone, holidays, cantons } }),
  }
}

/** The same for what whoever filed it does to it: before the identity step it has no holder, so that it costs the same whatever the record says. */
const asSeen = (row: CaseRow, on: SeenAt): CaseRow =>
  row.identity_at === null ? { ...row, branch_id: null, person_id: null, state: seenState(row, on).state } : row

/** Cancels a case, at the wish of whoever has its continuation code. Contacts that a dispute of it suspended are registered again. */
export function cancelCase(context: Context, on: { pair: Pair; source: string }): Promise<{ outcome: 'cancelled' | 'too_late' | 'unknown' } | Stopped> {
  return context.db.transaction().execute(async (tx) => {
    const row = await enterCase(context, tx, { ...on, now: await context.clock(tx), holderFirst: true })
    if (row === 'unknown') return { outcome: 'unknown' as const }
    if ('outcome' in row) return row
    const now = await context.clock(tx)
    const inHand = await takeInHand(context, tx, { row: asSeen(row, { now, institution: context.institution }), now })
    const moved = await moveCase(context, tx, { inHand, event: { type: 'cancel', continuation: true }, now, patch: { cancelled_by: 'applicant' } })
    return { outcome: moved.outcome === 'moved' ? ('cancelled' as const) : ('too_late' as const) }
  })
}
