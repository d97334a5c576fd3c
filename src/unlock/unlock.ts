import type { Doubt } from '../contacts/contacts.ts'
import type { PersonalOfficeReason } from '../evidence/personal-office-reason.ts'
import type { Device } from '../http/device.ts'
import type { Language } from '../institution.ts'
import type { Policy } from '../policy.ts'
import { proofEndsAt, type Send, type SentCode } from '../proof/codes.ts'

// The rules of unlocking a personal key. Nothing here reads the clock, the database or the network. The states are those of an employer's
// recovery, but no case, token or message is shared with it.
//
// After a proof the key can be kept, unlocked, when there is one here that a hash can open; or a new one is chosen. A person with no key here
// can only choose a new one. A kept key that a contact does not recognise is frozen like a new one: whoever kept it knows it.
//
//   awaiting_proof ── code or link ──▶ proven | needs_office      proven ── kept or new ──▶ completed
//   awaiting_proof | proven | needs_office ── another case of the person is completed ──▶ ended
//   awaiting_proof ── veto ──▶ ended      proven | needs_office | completed ── veto ──▶ disputed

export const unlockStates = ['awaiting_proof', 'proven', 'needs_office', 'completed', 'ended', 'disputed'] as const
export type UnlockState = (typeof unlockStates)[number]

export type Unlock = {
  id: string
  number: string
  personId: string | null
  state: UnlockState
  language: Language
  tag: string
  typed: { nationalId: string }
  device: Device
  startedAt: Date
  sends: readonly Send[]
  codes: readonly SentCode[]
  wrongAt: readonly number[]
  provenAt: Date | null
  provenBy: string | null
  provenWith: 'code' | 'link' | null
  officeReason: PersonalOfficeReason | null
  chosen: 'kept' | 'new' | null
  credentialId: string | null
  completedAt: Date | null
}

export type Situation = {
  /** A hold, or a dispute that nobody has resolved. */
  securityHold: boolean
  closed: boolean
  /** The contact that gave the proof; null when it is no longer registered. */
  contact: { coolingOff: boolean; doubt: Doubt | null } | null
}

/** Why a contact's code or link is not enough for the personal key; null when it is. One table, read from the top. */
export function officeReason(situation: Situation): PersonalOfficeReason | null {
  if (situation.securityHold) return 'security_hold'
  if (situation.closed) return 'person_closed'
  if (situation.contact === null) return 'no_usable_contact'
  if (situation.contact.coolingOff) return 'contact_cooling_off'
  return situation.contact.doubt === null ? null : 'contact_doubtful'
}

/** The person's key as this service has it. `elsewhere`: another system has it, and nothing here can open it. */
export type KeyHere = 'usable' | 'blocked' | 'elsewhere' | 'none'

/** Whether the same key can be kept. */
export const mayKeep = { usable: true, blocked: true, elsewhere: false, none: false } as const satisfies Record<KeyHere, boolean>

/** A case that a contact's code or link has reached. With a reason it is for the office. */
export function prove(unlock: Unlock, proof: { contactId: string; with: 'code' | 'link'; officeReason: PersonalOfficeReason | null }, now: Date): Unlock {
  return {
    ...unlock,
    state: proof.officeReason === null ? 'proven' : 'needs_office',
    provenAt: now,
    provenBy: proof.contactId,
    provenWith: proof.with,
    officeReason: proof.officeReason,
  }
}

/** Whether a link may still prove: until the case is completed, ended or disputed. A later link proves again and moves the case. */
export const takesLink = { awaiting_proof: true, proven: true, needs_office: true, completed: false, ended: false, disputed: false } as const satisfies Record<
  UnlockState,
  boolean
>

export type ChoiceCheck = 'may_choose' | 'expired' | 'not_proven'
export function checkMayChoose(unlock: Unlock, now: Date, policy: Policy): ChoiceCheck {
  if (unlock.state !== 'proven') return 'not_proven'
  return now < proofEndsAt(unlock, policy) ? 'may_choose' : 'expired'
}

/** What a contact's veto makes of a case; null: it comes too late to matter. */
export const afterVeto = {
  awaiting_proof: 'ended',
  proven: 'disputed',
  needs_office: 'disputed',
  completed: 'disputed',
  ended: null,
  disputed: 'disputed',
} as const satisfies Record<UnlockState, UnlockState | null>
