import type { OfficeReason } from '../evidence/evidence.ts'
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
//   awaiting_proof ── code or link ──▶ proven | needs_office      proven ── key set ──▶ completed
//   awaiting_proof | proven | needs_office ── another case of the holder sets a key ──▶ ended
//   awaiting_proof ── veto ──▶ ended      proven | needs_office | completed ── veto ──▶ disputed

export const recoveryStates = ['awaiting_proof', 'proven', 'needs_office', 'completed', 'ended', 'disputed'] as const
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
  officeReason: OfficeReason | null
  credentialId: string | null
  completedAt: Date | null
}

/** A case that a contact's code or link has reached. With a reason it is for the office. */
export function prove(recovery: Recovery, proof: { contactId: string; with: 'code' | 'link'; officeReason: OfficeReason | null }, now: Date): Recovery {
  return {
    ...recovery,
    state: proof.officeReason === null ? 'proven' : 'needs_office',
    provenAt: now,
    provenBy: proof.contactId,
    provenWith: proof.with,
    officeReason: proof.officeReason,
  }
}

/** Whether a link may still prove: until a key was set, the case ended or is disputed. A later link proves again and moves the case. */
export const takesLink = { awaiting_proof: true, proven: true, needs_office: true, completed: false, ended: false, disputed: false } as const satisfies Record<
  RecoveryState,
  boolean
>

export type KeyCheck = 'may_set' | 'expired' | 'not_proven'
export function checkMaySetKey(recovery: Recovery, now: Date, policy: Policy): KeyCheck {
  if (recovery.state !== 'proven') return 'not_proven'
  return now < proofEndsAt(recovery, policy) ? 'may_set' : 'expired'
}

/** What a contact's veto makes of a case; null: it comes too late to matter. */
export const afterVeto = {
  awaiting_proof: 'ended',
  proven: 'disputed',
  needs_office: 'disputed',
  completed: 'disputed',
  ended: null,
  disputed: 'disputed',
} as const satisfies Record<RecoveryState, RecoveryState | null>
