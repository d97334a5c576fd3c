// What suffices for a new employer key: one table, read from the top; the first row that fits decides. Any one set of a row suffices.
// Policy may only demand more. A contact that is cooling off never counts beside the personal key alone: it takes an older contact, or a
// saved code made before it changed.

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
  contact: { coolingOff: boolean; doubtful: boolean } | null
  /** Whether a contact that is not cooling off exists besides. */
  olderContact: boolean
}

/** `reason`: why a contact's code or link alone is not enough; null when it is. `elsewhere`: another contact may have a better row of its own. */
export type Sufficient = { reason: OfficeReason | null; anyOf: readonly EvidenceSet[]; elsewhere?: true }

export function sufficientEvidence(situation: Situation): Sufficient {
  const office = (reason: OfficeReason): Sufficient => ({ reason, anyOf: [set(['office'], officeWaits(situation))] })
  if (situation.securityHold) return office('security_hold')
  if (situation.closed) return office('employer_closed')
  if (situation.key === 'none') return office('no_key_yet')
  if (!situation.representationCurrent) return office('representative_changed')
  if (situation.contact === null) return office('no_usable_contact')
  if (situation.hardened) {
    const byOffice = set(['office'], 'with_veto')
    if (situation.contact.coolingOff) return { reason: 'hardened', anyOf: [set(['contact', 'saved_code_before_change']), byOffice], elsewhere: true }
    return { reason: 'hardened', anyOf: [set(['contact', 'saved_code']), set(['contact', 'personal_key']), byOffice] }
  }
  if (situation.contact.coolingOff) return { reason: 'contact_cooling_off', anyOf: [set(['older_contact']), set(['contact', 'saved_code_before_change'])] }
  if (situation.contact.doubtful) {
    const anyOf = [set(['contact', 'saved_code']), set(['contact', 'personal_key']), set(['contact'], 'with_veto')]
    return { reason: 'contact_doubtful', anyOf, elsewhere: true }
  }
  return { reason: null, anyOf: [set(['contact'])] }
}

const set = (proofs: readonly Proof[], wait: Wait = 'none'): EvidenceSet => ({ proofs, wait })

/** Whether what an office found waits: while the holder is held, or a contact could stop it that is not cooling off. */
export const officeWaits = ({ securityHold, olderContact }: Pick<Situation, 'securityHold' | 'olderContact'>): Wait =>
  securityHold || olderContact ? 'with_veto' : 'none'

/** What the office rows are made of. The ids are those of staff. */
export type OfficeProofs = {
  /** Who saw the applicant and their document. */
  verifiedBy: string | null
  approvedBy: string | null
  continuation: boolean
  /** A code that the contact of the case had, typed in the browser that finishes it. */
  contactCode: boolean
  /** Who opened the applicant's screen on which it is finished. */
  screenBy: string | null
  /** Whether what was examined and approved, the representation named among it, is what is written. */
  asExamined: boolean
}

/** Whether the proofs of an office suffice: two people, or three where the applicant's screen stands for a contact. */
export function officeSuffices(proofs: OfficeProofs): boolean {
  const people = [proofs.verifiedBy, proofs.approvedBy, ...(proofs.contactCode ? [] : [proofs.screenBy])]
  return proofs.asExamined && proofs.continuation && people.every((one) => one !== null) && new Set(people).size === people.length
}

/** What a person can still give online, each as one thing. */
export type Way = 'other_contact' | 'saved_code' | 'personal_key'

export type Standing =
  | { standing: 'suffices' }
  /** It suffices once the waiting period is over; `ways`: what makes it suffice now. */
  | { standing: 'may_wait'; reason: OfficeReason; ways: readonly Way[] }
  | { standing: 'needs_more'; reason: OfficeReason; ways: readonly Way[] }
  | { standing: 'office'; reason: OfficeReason }

const wayOf = {
  contact: null,
  older_contact: 'other_contact',
  saved_code: 'saved_code',
  saved_code_before_change: 'saved_code',
  personal_key: 'personal_key',
  office: null,
} as const satisfies Record<Proof, Way | null>

/** `obtainable`: proofs that could still be given online. `waited`: the waiting period of what was given is over. */
export type Collected = { given: ReadonlySet<Proof>; obtainable: ReadonlySet<Proof>; waited: boolean }

/** How what was collected stands against the row. */
export function standingOf(sufficient: Sufficient, { given, obtainable, waited }: Collected): Standing {
  const complete = sufficient.anyOf.filter(({ proofs }) => proofs.every((proof) => given.has(proof)))
  if (complete.some(({ wait }) => wait === 'none' || waited)) return { standing: 'suffices' }
  const reason = sufficient.reason ?? 'no_usable_contact'
  const missing = sufficient.anyOf.map(({ proofs }) => proofs.filter((proof) => !given.has(proof))).filter((proofs) => proofs.length === 1)
  const elsewhere = sufficient.elsewhere ? (['older_contact'] as const) : []
  const ways = new Set([...elsewhere, ...missing.flat()].filter((proof) => obtainable.has(proof)).flatMap((proof) => wayOf[proof] ?? []))
  if (complete.length > 0) return { standing: 'may_wait', reason, ways: [...ways] }
  return ways.size > 0 ? { standing: 'needs_more', reason, ways: [...ways] } : { standing: 'office', reason }
}
