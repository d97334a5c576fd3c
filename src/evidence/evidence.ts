import type { Doubt } from '../contacts/contacts.ts'

// What suffices for a new employer key: one table, read from the top; the first row that fits decides. Any one set of a row suffices.
// Policy may only demand more. Sets that need a saved code, the personal key or a waiting period cannot be collected online yet: whoever
// has only those left is told, after the proof, that the office is the way.

export type Proof = 'contact' | 'older_contact' | 'saved_code' | 'saved_code_before_change' | 'personal_key' | 'office'
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
  | 'hardened'

export type Situation = {
  /** A hold, or a dispute that nobody has resolved. */
  securityHold: boolean
  closed: boolean
  /** `forgotten` stands for a key that works and is not remembered. */
  key: 'none' | 'forgotten' | 'blocked_by_failed_sign_ins'
  /** Whether the representative named is a current one. */
  representationCurrent: boolean
  /** Whether the employer asked for more than a contact. */
  hardened: boolean
  /** The contact that gave the proof; null when the holder has none that is usable. */
  contact: { coolingOff: boolean; doubt: Doubt | null } | null
  /** Whether a contact that is not cooling off exists besides. */
  olderContact: boolean
}

/** `reason`: why a contact's code or link alone is not enough; null when it is. */
export type Sufficient = { reason: OfficeReason | null; anyOf: readonly EvidenceSet[] }

export function sufficientEvidence(situation: Situation): Sufficient {
  const office = (reason: OfficeReason): Sufficient => ({ reason, anyOf: [set(['office'], situation.olderContact ? 'with_veto' : 'none')] })
  if (situation.securityHold) return { reason: 'security_hold', anyOf: [set(['office'], 'with_veto')] }
  if (situation.closed) return office('employer_closed')
  if (situation.key === 'none') return office('no_key_yet')
  if (!situation.representationCurrent) return office('representative_changed')
  if (situation.contact === null) return office('no_usable_contact')
  if (situation.hardened) return { reason: 'hardened', anyOf: [set(['contact', 'saved_code']), set(['contact', 'personal_key']), set(['office'], 'with_veto')] }
  if (situation.contact.coolingOff) return { reason: 'contact_cooling_off', anyOf: [set(['older_contact']), set(['contact', 'saved_code_before_change'])] }
  if (situation.contact.doubt !== null) {
    return { reason: 'contact_doubtful', anyOf: [set(['contact', 'saved_code']), set(['contact', 'personal_key']), set(['contact'], 'with_veto')] }
  }
  return { reason: null, anyOf: [set(['contact'])] }
}

const set = (proofs: readonly Proof[], wait: Wait = 'none'): EvidenceSet => ({ proofs, wait })

/** Whether a code or link of a registered contact is enough by itself, at once. */
export const contactSuffices = (sufficient: Sufficient) =>
  sufficient.anyOf.some(({ proofs, wait }) => wait === 'none' && proofs.every((proof) => proof === 'contact'))
