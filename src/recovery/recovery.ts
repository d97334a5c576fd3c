import type { OfficeReason } from '../evidence/evidence.ts'
import type { Device } from '../http/device.ts'
import type { Language } from '../institution.ts'
import type { Policy } from '../policy.ts'

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
/**
 * A message that the browser asked for (milliseconds). `due`: whether the budget had one left; `nextAt`: when it has the next one. All codes
 * made for it share its tries.
 */
export type Send = { at: number; due: boolean; nextAt: number; triesLeft: number }
/** The keyed hash of a code that was sent to one contact for a send. */
export type SentCode = { contactId: string; hash: string; send: number; endsAt: number }

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

/** The asking browser's time is up this long after its last send: as long as a link normally lives. */
export const askerEndsAt = (recovery: Pick<Recovery, 'sends'>, policy: Policy) => new Date((recovery.sends.at(-1)?.at ?? 0) + policy.linkLifetime)

export type CodeCheck = { outcome: 'right'; contactId: string } | { outcome: 'wrong'; next: Recovery; codesDead: boolean } | { outcome: 'codes_dead' | 'over' }

/** `submitted` holds the hash of what was typed under every key version. Wrong, late and foreign codes are one outcome. */
export function checkCode(recovery: Recovery, submitted: readonly string[], now: Date, policy: Policy): CodeCheck {
  if (now >= askerEndsAt(recovery, policy)) return { outcome: 'over' }
  if (recovery.sends.every((send) => send.triesLeft === 0)) return { outcome: 'codes_dead' }

  const match = recovery.codes.find((code) => submitted.includes(code.hash) && now.getTime() < code.endsAt && (recovery.sends[code.send]?.triesLeft ?? 0) > 0)
  if (match && recovery.state === 'awaiting_proof') return { outcome: 'right', contactId: match.contactId }

  const sends = recovery.sends.map((send) => ({ ...send, triesLeft: Math.max(0, send.triesLeft - 1) }))
  const next = { ...recovery, sends, wrongAt: [...recovery.wrongAt, now.getTime()] }
  return { outcome: 'wrong', next, codesDead: sends.every((send) => send.triesLeft === 0) }
}

export type SendCheck = { outcome: 'may_send' } | { outcome: 'too_soon'; at: Date } | { outcome: 'over' | 'too_many' }

export function checkResend(recovery: Recovery, now: Date, policy: Policy): SendCheck {
  if (now >= askerEndsAt(recovery, policy)) return { outcome: 'over' }
  const at = new Date((recovery.sends.at(-1)?.at ?? 0) + policy.resendAfter)
  if (now < at) return { outcome: 'too_soon', at }
  return { outcome: recovery.sends.length > policy.resendsPerCase ? 'too_many' : 'may_send' }
}

export const newSend = (now: Date, budget: { allowed: boolean; nextAt: Date }, policy: Policy): Send => ({
  at: now.getTime(),
  due: budget.allowed,
  nextAt: budget.nextAt.getTime(),
  triesLeft: policy.codeTries,
})

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

export const proofEndsAt = (recovery: Recovery, policy: Policy) => new Date((recovery.provenAt?.getTime() ?? 0) + policy.proofLifetime)

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

/** Until when a link works: its lifetime, or until the holder may have another message, whichever is later; never longer than the ceiling. */
export const linkEndsAt = (now: Date, nextMessageAt: Date, policy: Policy) =>
  new Date(Math.min(now.getTime() + policy.linkLifetimeAtMost, Math.max(now.getTime() + policy.linkLifetime, nextMessageAt.getTime())))
