import { type MoveDetails, recordAudit } from '../audit/audit.ts'
import { isCoolingOff } from '../contacts/contacts.ts'
import { listHolderContacts } from '../contacts/list-contacts.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { together } from '../db/together.ts'
import type { Institution, Requirement } from '../institution.ts'
import { giveNotice } from '../notifications/notices.ts'
import { dateAt } from '../offices/calendar-date.ts'
import { isHeld } from '../registry/holder.ts'
import { askedNow, mustCome, toShowAgain } from './asked.ts'
import { mayVeto } from './may-veto.ts'
import { noticeOf } from './notice-of.ts'
import { notifyMove } from './notify-move.ts'
import { type CaseEvent, type CaseFacts, type Decision, decide, type ReplacementState, withoutKey } from './replacement.ts'
import { type Asked, digestOf, isComplete, isOfAnother, type Result, requirementsOf } from './requirements.ts'
import { restoreContacts } from './restore-contacts.ts'
import {
  type CasePatch,
  type CaseRow,
  holderOf,
  isApprovedElsewhere,
  isIdentityDoubtful,
  listAsked,
  listRepresentations,
  listResolvers,
  listResults,
  readStanding,
  saveCase,
} from './store.ts'
import { calendarOfOffice, lastDayAfter } from './terms.ts'
import { undoRegistry } from './undo-registry.ts'

/** As much of the outside world as moving a case needs. */
export type CaseContext = Pick<Context, 'institution' | 'jobs' | 'random'>

/** Everything that decides what may happen to a case, read in the transaction that moves it. */
export type CaseInHand = {
  row: CaseRow
  facts: CaseFacts
  /** Why it has to wait after an approval. */
  waitsFor: Readonly<Record<'contacts' | 'held' | 'dispute', boolean>>
  requirements: readonly Requirement[]
  results: readonly Result[]
  asked: readonly Asked[]
  /** It is of an employer who is a person, as its applicant says, and of another one, or of none (requirements.ts): nobody approves it. */
  ofAnother: boolean
  /** What has to be shown again, for whoever saw it is in doubt since (asked.ts). */
  again: readonly string[]
}

/** Reads what decides about a case whose row the caller has locked. */
export async function takeInHand(context: CaseContext, tx: Tx, { row, now }: { row: CaseRow; now: Date }): Promise<CaseInHand> {
  const answers = { reason: row.reason, employerKind: row.employer_kind }
  const requirements = requirementsOf(context.institution, answers)
  const holder = holderOf(row)
  const [found, asked, contacts, held, resolvers, register, identityDoubtful] = await together(
    listResults(tx, row.id),
    listAsked(tx, row.id),
    holder === null ? [] : listHolderContacts(tx, holder),
    holder === null ? false : isHeld(tx, holder),
    holder === null ? [] : listResolvers(tx, row),
    row.branch_id === null ? [] : listRepresentations(tx, row.branch_id),
    row.identity_by === null ? false : isIdentityDoubtful(tx, row),
  )
  const standing = row.identity_by === null ? null : await readStanding(tx, row.id, dateAt(now, context.institution.timeZone))
  const ofAnother = standing !== null && isOfAnother(answers, { typed: row.typed, represents: !standing.changes, registered: standing.registered })
  const results = found.filter(({ doubtful }) => !doubtful)
  const wasDisputed = resolvers.some(({ ofCase }) => ofCase)
  const older = contacts.filter((contact) => contact.status === 'active' && !isCoolingOff(contact, row.submitted_at ?? now))
  // Also who found what counts no more: whoever comes back examined the case all the same.
  const preparedBy = [...new Set([row.identity_by, row.proposed_by, ...[...found, ...asked].map(({ by }) => by)].filter((id) => id !== null))]
  const waitsFor = { contacts: contacts.some((contact) => mayVeto(contact, row, { now, policy: context.institution.policy })), held, dispute: wasDisputed }
  const facts: CaseFacts = {
    state: row.state,
    applicant: row.typed.nationalId,
    contact: row.contact,
    found: holder !== null,
    identityBy: row.identity_by,
    identityDoubtful,
    preparedBy,
    proposal: row.proposal,
    approvedBy: row.approved_by,
    resolvedBy: [...new Set(resolvers.map(({ by }) => by))],
    screenBy: row.screen_by,
    notByOffice: await officeThatMayNotApprove(context, tx, {
      row,
      sensitive: wasDisputed || held || older.length === 0 || (standing?.changes ?? false),
    }),
    complete: isComplete(requirements, results) && !ofAnother,
    mustCome: mustCome(requirements, askedNow(row, asked)),
    results: digestOf(requirements, results, register),
    approvedResults: row.approved_results,
    approvalEndsAt: row.approval_ends_at,
    mustWait: Object.values(waitsFor).some(Boolean),
    waitEndsAt: row.wait_ends_at,
    endsAt: row.ends_at,
  }
  return { row, facts, waitsFor, requirements, results, asked, ofAnother, again: toShowAgain(requirements, { found, identityDoubtful }) }
}

type Sensitive = { row: CaseRow; sensitive: boolean }

/**
 * For a change of representative, a dispute or a hold, or where no older contact could stop it, the approver belongs to another office than who
 * prepared it, when there is one that has an approver. The applicant chose the reason: what the case does, `sensitive`, counts beside it.
 */
async function officeThatMayNotApprove(context: CaseContext, tx: Tx, { row, sensitive }: Sensitive): Promise<string | null> {
  if (row.identity_by === null) return null
  if (!sensitive && row.reason !== 'representative_changed' && row.reason !== 'hold_or_dispute') return null
  const preparer = await tx
    .selectFrom('staff_member')
    .select('office')
    .where('id', '=', row.proposed_by ?? row.identity_by)
    .executeTakeFirst()
  if (!preparer || preparer.office === null) return null
  return (await isApprovedElsewhere(tx, { office: preparer.office, institution: context.institution })) ? preparer.office : null
}

type Terms = Pick<Institution, 'policy' | 'timeZone' | 'holidays' | 'offices'>
type EndsOn = { now: Date; institution: Terms; office: string | null; approvalEndsAt: Date | null }

/** When a case expires in a state. */
export function endsAt(state: ReplacementState, { now, institution, office, approvalEndsAt }: EndsOn): Date {
  const { policy } = institution
  const after = (duration: number) => new Date(now.getTime() + duration)
  switch (state) {
    case 'draft':
      return after(policy.draftKept)
    case 'submitted':
      return lastDayAfter(now, policy.visitWithin, calendarOfOffice(institution, office))
    case 'awaiting_applicant':
      return lastDayAfter(now, policy.answerWithin, calendarOfOffice(institution, office))
    case 'approved':
    case 'waiting':
    case 'ready':
      return approvalEndsAt ?? after(policy.approvalLifetime)
    default:
      return after(policy.reviewWithin)
  }
}

type Moved = { inHand: CaseInHand; event: CaseEvent; now: Date; patch?: CasePatch; tells?: MoveDetails; suspends?: boolean }

/**
 * Decides, saves what the case becomes, and records it: the only way a case moves. `patch` and, for the record, `tells`: what the verb knows
 * besides; and whether it suspends contacts, which they are told.
 */
export async function moveCase(context: CaseContext, tx: Tx, { inHand, event, now, patch = {}, tells = {}, suspends }: Moved): Promise<Decision> {
  const { row, facts } = inHand
  const decision = decide(facts, event, now)
  if (decision.outcome === 'refused') return decision
  const { next } = decision
  const by = 'by' in event ? event.by : null
  const staff = by?.id ?? ('through' in event ? event.through : undefined)
  const approvalEndsAt = 'approval_ends_at' in patch ? (patch.approval_ends_at ?? null) : next.approvalEndsAt
  await saveCase(tx, row.id, {
    state: next.state,
    version: row.version + 1,
    identity_by: next.identityBy,
    proposal: next.proposal,
    approved_by: next.approvedBy,
    approved_results: next.approvedResults,
    approval_ends_at: next.approvalEndsAt,
    wait_ends_at: next.waitEndsAt,
    screen_by: next.screenBy,
    moved_by: by?.id ?? null,
    ...(next.state === row.state
      ? {}
      : { ...nothingProven, moved_at: now, ends_at: endsAt(next.state, { now, institution: context.institution, office: row.office, approvalEndsAt }) }),
    ...(next.state === 'disputed' && row.state !== 'disputed' ? { disputed_from: row.state } : next.state === 'disputed' ? {} : { disputed_from: null }),
    ...(event.type === 'approve' ? { approved_at: now, reminded_at: null } : {}),
    ...(next.state === row.state || event.type === 'verify_identity' ? {} : { leased_by: null, leased_until: null }),
    ...patch,
  })
  await recordAudit(
    tx,
    { actor: staff ? 'staff' : actorOf[event.type], subject: row.id, at: now, ...(staff ? { staff } : {}) },
    { type: 'replacement.moved', event: event.type, from: row.state, to: next.state, round: row.round, ...tells },
  )
  const waitEndsAt = 'wait_ends_at' in patch ? (patch.wait_ends_at as Date | null) : next.waitEndsAt
  await tellContacts(context, tx, { row, event, next, waitEndsAt, suspended: suspends ?? null, now })
  if (row.identity_at !== null && withoutKey.some((state) => state === next.state)) {
    await restoreContacts(tx, row.id)
    // Whether a supervisor found so, or whatever came of the review after the dispute.
    await undoRegistry(tx, { row, now, today: dateAt(now, context.institution.timeZone) })
  }
  await notifyMove(context, tx, { row, to: next.state, now })
  return decision
}

type Told = { row: CaseRow; event: CaseEvent; next: CaseFacts; waitEndsAt: Date | null; suspended: boolean | null; now: Date }

async function tellContacts(context: CaseContext, tx: Tx, { row, event, next, waitEndsAt, suspended, now }: Told) {
  const kind = noticeOf(row.state, event, next)
  if (!kind) return
  await giveNotice(context, tx, {
    kind,
    replacementId: row.id,
    branchId: row.branch_id,
    personId: row.person_id,
    details: {
      until: next.state === 'waiting' && waitEndsAt ? waitEndsAt.getTime() : null,
      outcome: event.type === 'resolve' ? event.outcome : null,
      suspended,
    },
    createdAt: now,
  })
}

/** Codes, proofs and the screen belong to the state in which they were made: after a dispute, or a new round, none of them is left. */
const nothingProven = { codes: '[]', proof_hash: null, proof_by: null, proof_ends_at: null, screen_hash: null, screen_ends_at: null } as const

const actorOf = {
  submit: 'applicant',
  verify_identity: 'staff',
  reject_unknown: 'staff',
  record_result: 'staff',
  ask: 'staff',
  answer: 'applicant',
  propose: 'staff',
  return: 'staff',
  approve: 'staff',
  end_wait: 'system',
  examined_changed: 'system',
  veto: 'contact',
  decision_doubted: 'system',
  resolve: 'staff',
  open_screen: 'staff',
  activate: 'applicant',
  cancel: 'applicant',
  expire: 'system',
} as const satisfies Record<CaseEvent['type'], string>
