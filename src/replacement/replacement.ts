import type { StaffActor, StaffRole } from '../staff/staff.ts'

// The rules of a case with an office. Nothing here reads the clock, the database or the network.
//
//   draft ── submit ──▶ submitted ── identity verified ──▶ in_review ── proposed ──▶ proposed ── approved ──▶ waiting | approved | ready
//   in_review, whose identity is in doubt since ── identity verified ──▶ in_review
//   submitted ── names nobody on the register, as whoever came is told ──▶ rejected
//   in_review ── something missing ──▶ awaiting_applicant ── answered ──▶ in_review, a further round
//   proposed ── returned ──▶ in_review      proposed, to be rejected ── approved ──▶ rejected
//   waiting ── the wait is over ──▶ approved | ready      approved ── the applicant's screen is opened ──▶ ready
//   ready ── activated ──▶ activated
//   proposed | approved | waiting | ready ── what was examined changed ──▶ in_review
//   from in_review on, not activated ── whoever resolved a dispute is in doubt since ──▶ disputed
//   from in_review on ── veto ──▶ disputed ── resolved ──▶ in_review | rejected      submitted ── veto ──▶ cancelled
//   until activated ── cancelled by the applicant ──▶ cancelled      until activated ── its time is up ──▶ expired
//
// `approved` is what waits for the applicant's screen: a case that brings a contact goes on to `ready` by itself. A resolved dispute goes back
// to the review: whoever approves then has seen it.

export const replacementStates = [
  'draft',
  'submitted',
  'in_review',
  'awaiting_applicant',
  'proposed',
  'approved',
  'waiting',
  'ready',
  'activated',
  'rejected',
  'cancelled',
  'disputed',
  'expired',
] as const
export type ReplacementState = (typeof replacementStates)[number]

export const employerReasons = ['key_holder_gone', 'representative_changed', 'hold_or_dispute', 'no_usable_contact', 'first_key', 'employer_closed'] as const
export type EmployerReason = (typeof employerReasons)[number]
export type ReplacementReason = EmployerReason | 'lost_contact'

export const employerKinds = ['company', 'natural_person', 'public_body', 'domestic'] as const
export type EmployerKind = (typeof employerKinds)[number]

/** What was typed, in normal form; empty until it is. A case of a person has the national id alone. */
export type TypedOfCase = { taxId: string; branchCode: string; nationalId: string }
/** The keyed hash of a code to the contact that a case brings, and what it is for. */
export type CaseCode = { for: 'confirm' | 'activate'; hash: string; endsAt: number }
/** What the applicant is told at that contact. */
export type ApplicantMessageKind =
  | 'code'
  | 'receipt'
  | 'activation_code'
  | 'asked'
  | 'examined_again'
  | 'waiting'
  | 'ready'
  | 'rejected'
  | 'activated'
  | 'disputed'
  | 'cancelled'
  | 'expired'

/** From the identity step on a holder has one case at most. */
export const oneForHolder = [
  'in_review',
  'awaiting_applicant',
  'proposed',
  'approved',
  'waiting',
  'ready',
  'disputed',
] as const satisfies readonly ReplacementState[]

/** Where a case ends that gave no key, or whose key is void. */
export const withoutKey = ['rejected', 'cancelled', 'expired'] as const satisfies readonly ReplacementState[]

/** Why a case is rejected: a code, and what the applicant then reads (rejection-texts.ts). */
export const rejectReasons = ['not_on_register', 'not_representative', 'requirement_not_met', 'document_doubtful', 'withdrawn'] as const
export type RejectReason = (typeof rejectReasons)[number]

/** As much of a case as decides what may happen to it. Ids are those of staff. */
export type CaseFacts = {
  state: ReplacementState
  /** The national id that was typed. */
  applicant: string
  contact: 'unknown' | 'unconfirmed' | 'confirmed' | 'none'
  /** Whether what was typed names a holder. */
  found: boolean
  identityBy: string | null
  /** Whoever verified it is somebody whose work is in doubt since: it has to be verified again. */
  identityDoubtful: boolean
  /** Everybody who examined, asked or proposed something of what stands now. */
  preparedBy: readonly string[]
  proposal: 'approve' | 'reject' | null
  approvedBy: string | null
  /** The supervisors who resolved a dispute of it, or decided against a contact in another case of its holder. */
  resolvedBy: readonly string[]
  screenBy: string | null
  /** The office whose people may not approve it; null where it does not matter, or there is no other. */
  notByOffice: string | null
  /** Whether every requirement of the case is met, and it is its applicant's to ask. */
  complete: boolean
  /** Whether something was asked for that has to be shown at an office. */
  mustCome: boolean
  /** The digest of what was examined, now and when it was approved. */
  results: string
  approvedResults: string | null
  approvalEndsAt: Date | null
  /** Whether a contact could veto that knows nothing of it yet, or the holder is held: then it waits. */
  mustWait: boolean
  waitEndsAt: Date | null
  endsAt: Date
}

type By = { by: StaffActor }
export type CaseEvent =
  | { type: 'submit' }
  /** `document`: the number that the document shows. */
  | ({ type: 'verify_identity'; document: string } & By)
  /** Whoever is named came, and what was typed names nobody on the register. */
  | ({ type: 'reject_unknown'; document: string } & By)
  | ({ type: 'record_result' } & By)
  | ({ type: 'ask' } & By)
  /** By the applicant from afar, with the continuation code; or at a counter, with the document: what has to be shown is answered there alone. */
  | { type: 'answer'; continuation: boolean; document: string | null; by: StaffActor | null }
  | ({ type: 'propose'; proposal: 'approve' | 'reject' } & By)
  | ({ type: 'return' } & By)
  | ({ type: 'approve' } & By)
  | { type: 'end_wait' }
  /** `through`: the member of staff whose act it follows from, who takes no part in the case. */
  | { type: 'examined_changed'; through?: string }
  /** `timely`: by a contact that can veto this case (contacts/contacts.ts), within the window of a fresh key. */
  | { type: 'veto'; timely: boolean }
  /** A supervisor whose decision about a contact it was is in doubt since: another one decides. `through`: whose act it follows from. */
  | { type: 'decision_doubted'; through: string }
  | ({ type: 'resolve'; outcome: 'applicant_was_right' | 'contact_was_right' } & By)
  | ({ type: 'open_screen'; document: string } & By)
  /** `screen`: typed on a screen that was opened for this case, and lives. */
  | { type: 'activate'; continuation: boolean; contactCode: boolean; screen: boolean }
  | { type: 'cancel'; continuation: boolean }
  | { type: 'expire' }

type On = { facts: CaseFacts; event: CaseEvent; now: Date }
const byOf = ({ event }: On) => ('by' in event ? event.by : null)
const isFromAfar = ({ event }: On) => event.type === 'answer' && event.by === null
const hasRole = (role: StaffRole) => (on: On) => byOf(on)?.roles.includes(role) ?? false

/** A rejection is proposed, or approved. */
const rejects = ({ facts, event }: On) => (event.type === 'propose' ? event.proposal : facts.proposal) === 'reject'

/** What has to hold, each by its name: a refusal says which did not. */
export const guards = {
  contact_settled: ({ facts }) => facts.contact === 'confirmed' || facts.contact === 'none',
  is_agent: hasRole('agent'),
  is_approver: hasRole('approver'),
  is_supervisor: hasRole('supervisor'),
  not_the_applicant: (on) => byOf(on)?.nationalId !== on.facts.applicant,
  document_matches: (on) => 'document' in on.event && (on.event.document === on.facts.applicant || isFromAfar(on)),
  on_the_register: ({ facts }) => facts.found,
  not_on_the_register: ({ facts }) => !facts.found,
  identity_open: ({ facts }) => facts.state === 'submitted' || facts.identityDoubtful,
  identity_stands: (on) => !on.facts.identityDoubtful || rejects(on),
  everything_met: (on) => on.facts.complete || rejects(on),
  not_who_prepared: (on) => !on.facts.preparedBy.includes(byOf(on)?.id ?? ''),
  not_who_approved: (on) => on.facts.approvedBy !== byOf(on)?.id,
  not_who_resolved: (on) => !on.facts.resolvedBy.includes(byOf(on)?.id ?? ''),
  of_another_office: (on) => on.facts.notByOffice === null || byOf(on)?.office !== on.facts.notByOffice,
  approves_by_now: (on) => on.now >= (byOf(on)?.approvesFrom ?? new Date(8.64e15)),
  nothing_changed_since: ({ facts }) => facts.approvedResults !== null && facts.results === facts.approvedResults,
  approval_lives: ({ facts, now }) => facts.approvalEndsAt !== null && now < facts.approvalEndsAt,
  wait_is_over: ({ facts, now }) => !facts.mustWait || (facts.waitEndsAt !== null && now >= facts.waitEndsAt),
  continuation_code: (on) => 'continuation' in on.event && (on.event.continuation || (on.event.type === 'answer' && hasRole('agent')(on))),
  comes_where_it_must: (on) => !on.facts.mustCome || !isFromAfar(on),
  contact_code_or_screen: ({ facts, event }) =>
    event.type === 'activate' && ((facts.contact === 'confirmed' && event.contactCode) || (event.screen && facts.screenBy !== null)),
  timely: ({ event }) => event.type === 'veto' && event.timely,
  time_is_up: ({ facts, now }) => now >= facts.endsAt,
} as const satisfies Record<string, (on: On) => boolean>
export type Guard = keyof typeof guards

type Rule = { from: readonly ReplacementState[]; guards: readonly Guard[]; next(on: On): Partial<CaseFacts> }

const open = ['draft', 'submitted', 'in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready'] as const
const noApproval = { proposal: null, approvedBy: null, approvedResults: null, approvalEndsAt: null, waitEndsAt: null, screenBy: null } as const
const screenOrReady = (facts: CaseFacts) => (facts.contact === 'none' ? 'approved' : 'ready')
const withPreparer = ({ facts, event }: On) => ('by' in event && event.by ? [...new Set([...facts.preparedBy, event.by.id])] : facts.preparedBy)

/** Every event, from where it is taken, what has to hold, and what it makes of the case. Times and digests are the verb's to fill in. */
export const rules = {
  submit: { from: ['draft'], guards: ['contact_settled'], next: () => ({ state: 'submitted' }) },
  verify_identity: {
    from: ['submitted', 'in_review'],
    guards: ['is_agent', 'not_the_applicant', 'not_who_resolved', 'document_matches', 'on_the_register', 'identity_open'],
    next: (on) => ({ state: 'in_review', identityBy: byOf(on)?.id ?? null, identityDoubtful: false, preparedBy: withPreparer(on) }),
  },
  reject_unknown: {
    from: ['submitted'],
    guards: ['is_agent', 'not_the_applicant', 'document_matches', 'not_on_the_register'],
    next: () => ({ state: 'rejected' }),
  },
  record_result: { from: ['in_review'], guards: ['is_agent', 'not_the_applicant', 'not_who_resolved'], next: (on) => ({ preparedBy: withPreparer(on) }) },
  ask: {
    from: ['in_review'],
    guards: ['is_agent', 'not_the_applicant', 'not_who_resolved'],
    next: (on) => ({ state: 'awaiting_applicant', complete: false, preparedBy: withPreparer(on) }),
  },
  answer: {
    from: ['awaiting_applicant'],
    guards: ['continuation_code', 'not_the_applicant', 'document_matches', 'comes_where_it_must'],
    next: () => ({ state: 'in_review' }),
  },
  propose: {
    from: ['in_review'],
    guards: ['is_agent', 'not_the_applicant', 'not_who_resolved', 'identity_stands', 'everything_met'],
    next: (on) => ({ ...noApproval, state: 'proposed', proposal: on.event.type === 'propose' ? on.event.proposal : null, preparedBy: withPreparer(on) }),
  },
  return: { from: ['proposed'], guards: ['is_approver', 'not_the_applicant', 'not_who_prepared'], next: () => ({ ...noApproval, state: 'in_review' }) },
  approve: {
    from: ['proposed'],
    guards: [
      'is_approver',
      'not_the_applicant',
      'not_who_prepared',
      'not_who_resolved',
      'of_another_office',
      'approves_by_now',
      'identity_stands',
      'everything_met',
    ],
    next: (on) => ({
      state: on.facts.proposal !== 'approve' ? 'rejected' : on.facts.mustWait ? 'waiting' : screenOrReady(on.facts),
      approvedBy: byOf(on)?.id ?? null,
      approvedResults: on.facts.results,
    }),
  },
  end_wait: { from: ['waiting'], guards: ['wait_is_over'], next: ({ facts }) => ({ state: screenOrReady(facts) }) },
  examined_changed: { from: ['proposed', 'approved', 'waiting', 'ready'], guards: [], next: () => ({ ...noApproval, state: 'in_review' }) },
  veto: {
    from: ['submitted', 'in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready', 'activated', 'disputed'],
    guards: ['timely'],
    next: ({ facts }) => ({ state: facts.state === 'submitted' ? 'cancelled' : 'disputed' }),
  },
  decision_doubted: { from: oneForHolder, guards: [], next: () => ({ state: 'disputed' }) },
  resolve: {
    from: ['disputed'],
    guards: ['is_supervisor', 'not_the_applicant', 'not_who_prepared', 'not_who_approved'],
    next: (on) => ({
      ...noApproval,
      state: on.event.type === 'resolve' && on.event.outcome === 'applicant_was_right' ? 'in_review' : 'rejected',
      resolvedBy: [...new Set([...on.facts.resolvedBy, byOf(on)?.id ?? ''])],
    }),
  },
  open_screen: {
    from: ['approved', 'ready'],
    guards: ['not_the_applicant', 'not_who_prepared', 'not_who_approved', 'not_who_resolved', 'document_matches'],
    next: (on) => ({ state: 'ready', screenBy: byOf(on)?.id ?? null }),
  },
  activate: {
    from: ['ready'],
    guards: ['identity_stands', 'nothing_changed_since', 'approval_lives', 'wait_is_over', 'continuation_code', 'contact_code_or_screen'],
    next: () => ({ state: 'activated' }),
  },
  cancel: { from: open, guards: ['continuation_code'], next: () => ({ state: 'cancelled' }) },
  expire: { from: open, guards: ['time_is_up'], next: () => ({ state: 'expired' }) },
} as const satisfies Record<CaseEvent['type'], Rule>

export type Decision = { outcome: 'moved'; next: CaseFacts } | { outcome: 'refused'; why: 'out_of_order' | Guard }

/** What an event makes of a case. `held`: the guards that hold it to its rules; a test leaves one out to see that it is needed. */
export function decide(facts: CaseFacts, event: CaseEvent, now: Date, held: Partial<typeof guards> = guards): Decision {
  const on = { facts, event, now }
  const rule: Rule = rules[event.type]
  if (!rule.from.includes(facts.state)) return { outcome: 'refused', why: 'out_of_order' }
  const failed = rule.guards.find((guard) => held[guard] !== undefined && !held[guard](on))
  return failed === undefined ? { outcome: 'moved', next: { ...facts, ...rule.next(on) } } : { outcome: 'refused', why: failed }
}
