import type { Doubt } from '../contacts/contacts.ts'

// What suffices for a new employer key: one table, read from the top; the first row that fits decides. Policy may only demand more.

export type Proof = 'contact_code_or_link' | 'office'
export type Wait = 'none' | 'with_veto'
export type EvidenceSet = { proofs: readonly Proof[]; wait: Wait }

export type OfficeReason =
  | 'security_hold'
  | 'employer_closed'
  | 'no_key_yet'
  | 'representative_changed'
  | 'contact_cooling_off'
  | 'contact_doubtful'
  | 'no_usable_contact'

export type Situation = {
  securityHold: boolean
  closed: boolean
  /** `forgotten` stands for a key that works and is not remembered. */
  key: 'none' | 'forgotten' | 'blocked_by_failed_sign_ins'
  /** Whether the representative named is a current one. */
  representationCurrent: boolean
  /** The contact that gave the proof; null when the holder has none that is usable. */
  contact: { coolingOff: boolean; doubt: Doubt | null } | null
  /** Whether a contact that is not cooling off exists besides. */
  olderContact: boolean
}

export type Sufficient = { reason: OfficeReason | null; anyOf: readonly EvidenceSet[] }

export function sufficientEvidence(situation: Situation): Sufficient {
  const office = (reason: OfficeReason): Sufficient => ({ reason, anyOf: [{ proofs: ['office'], wait: situation.olderContact ? 'with_veto' : 'none' }] })
  if (situation.securityHold) return { reason: 'security_hold', anyOf: [{ proofs: ['office'], wait: 'with_veto' }] }
  if (situation.closed) return office('employer_closed')
  if (situation.key === 'none') return office('no_key_yet')
  if (!situation.representationCurrent) return office('representative_changed')
  if (situation.contact === null) return office('no_usable_contact')
  if (situation.contact.coolingOff) return office('contact_cooling_off')
  if (situation.contact.doubt !== null) return office('contact_doubtful')
  return { reason: null, anyOf: [{ proofs: ['contact_code_or_link'], wait: 'none' }] }
}

/** Whether a code or link of a registered contact is enough by itself, at once. */
export const contactSuffices = (sufficient: Sufficient) =>
  sufficient.anyOf.some((set) => set.wait === 'none' && set.proofs.every((proof) => proof === 'contact_code_or_link'))
