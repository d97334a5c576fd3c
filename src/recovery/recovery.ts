import type { OfficeReason, Standing } from '../evidence/evidence.ts'
import type { Device } from '../http/device.ts'
import type { Language } from '../institution.ts'
import type { Policy } from '../policy.ts'
import { proofEndsAt, type Send, type SentCode } from '../proof/codes.ts'

// The rules of online recovery. Nothing here reads the clock, the database or the network.
//
// A case is opened by anybody who types three numbers. When they name nobody it is a phantom: no message, no code, every code wrong at the
// same price. What the asking browser sees before a proof depends on its own sends and tries alone, never on the record: a case that was
// moved by a link, vetoed or ended goes on as a phantom there.
//
//   awaiting_proof ── code or link ──▶ proven | waiting | needs_evidence | needs_office, by what suffices (src/evidence/evidence.ts)
//   between these four it moves with what is collected, what changes on the register, and the end of a wait
//   proven ── key set ──▶ completed
//   any of these ── another case of the holder sets a key ──▶ ended
//   awaiting_proof ── veto ──▶ ended      any later one ── veto ──▶ disputed
//
// What was collected belongs to the browser that holds the case. A link moves the case to another browser, which begins with its own
// contact alone: whoever reads one mailbox never finishes what the reader of another began.

export const recoveryStates = ['awaiting_proof', 'needs_evidence', 'waiting', 'proven', 'needs_office', 'completed', 'ended', 'disputed'] as const
export type RecoveryState = (typeof recoveryStates)[number]

/** What was typed, in normal form: shown again, offered for correction. */
export type Typed = { taxId: string; branchCode: string; nationalId: string }
export type Recovery = {
  id: string
  number: string
  branchId: string | null
  representationId: string | null
  state: RecoveryState
  language: Language
  tag: string
  typed: Typed
  device: Device
  startedAt: Date
  sends: readonly Send[]
  codes: readonly SentCode[]
  wrongAt: readonly number[]
  provenAt: Date | null
  provenBy: string | null
  provenWith: 'code' | 'link' | null
  /** Why a contact alone is not enough; null before a proof, and when it is. */
  officeReason: OfficeReason | null
  savedCodeWrong: number
  personalKeyWrong: number
  credentialId: string | null
  completedAt: Date | null
}

const stateOf = {
  suffices: 'proven',
  may_wait: 'waiting',
  needs_more: 'needs_evidence',
  office: 'needs_office',
} as const satisfies Record<Standing['standing'], RecoveryState>

/** What a proven case becomes by how its evidence stands. */
export const weighed = (recovery: Recovery, standing: Standing): Recovery => ({
  ...recovery,
  state: stateOf[standing.standing],
  officeReason: standing.standing === 'suffices' ? null : standing.reason,
})

/** A case that a contact's code or link has reached. */
export const prove = (recovery: Recovery, proof: { contactId: string; with: 'code' | 'link' }, now: Date): Recovery => ({
  ...recovery,
  provenAt: now,
  provenBy: proof.contactId,
  provenWith: proof.with,
})

/** The states in which somebody may still go on. */
export const openStates = ['awaiting_proof', 'needs_evidence', 'waiting', 'proven', 'needs_office'] as const satisfies readonly RecoveryState[]

/** Whether a link may still prove: until a key was set, the case ended or is disputed. A later link proves again and moves the case. */
export const takesLink = {
  awaiting_proof: true,
  needs_evidence: true,
  waiting: true,
  proven: true,
  needs_office: true,
  completed: false,
  ended: false,
  disputed: false,
} as const satisfies Record<RecoveryState, boolean>

export type KeyCheck = 'may_set' | 'expired' | 'not_proven'
export function checkMaySetKey(recovery: Recovery, now: Date, policy: Policy): KeyCheck {
  if (recovery.state !== 'proven') return 'not_proven'
  return now < proofEndsAt(recovery, policy) ? 'may_set' : 'expired'
}

/** Whether a case takes a saved code or the personal key: as long as its proof is good, like the new key. */
export const takesMore = (recovery: Recovery, now: Date, policy: Policy) =>
  (recovery.state === 'needs_evidence' || recovery.state === 'waiting') && now < proofEndsAt(recovery, policy)

/** What a contact's veto makes of a case; null: it comes too late to matter. */
export const afterVeto = {
  awaiting_proof: 'ended',
  needs_evidence: 'disputed',
  waiting: 'disputed',
  proven: 'disputed',
  needs_office: 'disputed',
  completed: 'disputed',
  ended: null,
  disputed: 'disputed',
} as const satisfies Record<RecoveryState, RecoveryState | null>
