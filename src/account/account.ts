import type { Institution } from '../institution.ts'
import type { Policy } from '../policy.ts'
import { freezableUntil } from '../veto/veto.ts'

// The rules of a signed-in holder's account. Whoever holds a session and the key may change a contact, a saved code or hardening, but not
// while somebody could still say that the key itself was set by a stranger, nor while somebody has said so of anything. Every change is
// told to all contacts, and a contact that could stop a recovery can take the account back to how it was before the change.

export type AccountChangeKind = 'contact' | 'saved_code_made' | 'saved_code_withdrawn' | 'hardening_chosen' | 'hardening_given_up'

/** Why nothing can be changed now; null: it can. */
export type NoChanges = { why: 'fresh_key'; until: Date } | { why: 'hold'; since: Date } | { why: 'dispute' } | { why: 'vetoed'; since: Date }

export type AccountStanding = {
  keySetAt: Date
  heldSince: Date | null
  /** A contact disputes a case of recovery. */
  disputed: boolean
  /** When a contact undid a change that was made with the present key. */
  vetoedAt: Date | null
}

export function whyNoChanges(standing: AccountStanding, institution: Pick<Institution, 'policy' | 'timeZone' | 'holidays'>, now: Date): NoChanges | null {
  if (standing.heldSince !== null) return { why: 'hold', since: standing.heldSince }
  if (standing.disputed) return { why: 'dispute' }
  if (standing.vetoedAt !== null) return { why: 'vetoed', since: standing.vetoedAt }
  const until = freezableUntil(standing.keySetAt, institution)
  return now < until ? { why: 'fresh_key', until } : null
}

/** The keyed hash of a code that was sent to a new address, and its end (milliseconds). */
export type PendingCode = { hash: string; endsAt: number }
export type Pending = { codes: readonly PendingCode[]; triesLeft: number; askedAt: Date }

/** The page that waits for the code is over this long after it was asked for. */
export const pendingEndsAt = (pending: Pick<Pending, 'askedAt'>, policy: Pick<Policy, 'linkLifetime'>) =>
  new Date(pending.askedAt.getTime() + policy.linkLifetime)

export type PendingCheck = { outcome: 'right' } | { outcome: 'wrong'; triesLeft: number } | { outcome: 'dead' | 'over' }

/** `submitted` holds the hash of what was typed under every key version. Wrong and late codes are one outcome. */
export function checkPending(pending: Pending, submitted: readonly string[], now: Date, policy: Pick<Policy, 'linkLifetime'>): PendingCheck {
  if (now >= pendingEndsAt(pending, policy)) return { outcome: 'over' }
  if (pending.triesLeft === 0) return { outcome: 'dead' }
  const right = pending.codes.some((code) => submitted.includes(code.hash) && now.getTime() < code.endsAt)
  return right ? { outcome: 'right' } : { outcome: 'wrong', triesLeft: pending.triesLeft - 1 }
}

/** Until when a change can be undone: as long as a contact that it removed still hears. */
export const undoableUntil = (changedAt: Date, policy: Pick<Policy, 'removedContactVeto'>) => new Date(changedAt.getTime() + policy.removedContactVeto)
