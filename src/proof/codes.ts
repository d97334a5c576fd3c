import type { Policy } from '../policy.ts'

// The rules of codes, messages and links that both journeys share: nothing here knows whose key is asked for. What the asking browser sees
// before a proof depends on its own sends and tries alone, never on the record.

/**
 * A message that the browser asked for (milliseconds). `due`: whether the budget had one left; `nextAt`: when it has the next one. All codes
 * made for it share its tries.
 */
export type Send = { at: number; due: boolean; nextAt: number; triesLeft: number }
/** The keyed hash of a code that was sent to one contact for a send. */
export type SentCode = { contactId: string; hash: string; send: number; endsAt: number }

/** Codes of one contact for one send that work at the same time: of a message that had to be tried again, the two newest. */
export const codesPerSend = 2

/** The codes of a case with a new one. Where mail fails for long, tries would pile codes up, each a further one to be guessed: the oldest goes. */
export function withCode(codes: readonly SentCode[], made: SentCode): SentCode[] {
  const same = codes.filter(({ contactId, send }) => contactId === made.contactId && send === made.send)
  const gone = same.slice(0, Math.max(0, same.length - (codesPerSend - 1)))
  return [...codes.filter((code) => !gone.includes(code)), made]
}

/** As much of a case as codes ask about. */
export type CodeCase = { state: string; sends: readonly Send[]; codes: readonly SentCode[]; wrongAt: readonly number[] }

/** A code as it is compared: bound to its case. */
export const codeValue = (caseId: string, code: string) => `${caseId}:${code}`

/** The asking browser's time is up this long after its last send: as long as a link normally lives. */
export const askerEndsAt = (of: Pick<CodeCase, 'sends'>, policy: Policy) => new Date((of.sends.at(-1)?.at ?? 0) + policy.linkLifetime)

export type CodeCheck<Case> =
  | { outcome: 'right'; contactId: string }
  | { outcome: 'wrong'; next: Case; codesDead: boolean }
  | { outcome: 'codes_dead' | 'over' }

/** `submitted` holds the hash of what was typed under every key version. Wrong, late and foreign codes are one outcome. */
export function checkCode<Case extends CodeCase>(of: Case, submitted: readonly string[], now: Date, policy: Policy): CodeCheck<Case> {
  if (now >= askerEndsAt(of, policy)) return { outcome: 'over' }
  if (of.sends.every((send) => send.triesLeft === 0)) return { outcome: 'codes_dead' }

  const match = of.codes.find((code) => submitted.includes(code.hash) && now.getTime() < code.endsAt && (of.sends[code.send]?.triesLeft ?? 0) > 0)
  if (match && of.state === 'awaiting_proof') return { outcome: 'right', contactId: match.contactId }

  const sends = of.sends.map((send) => ({ ...send, triesLeft: Math.max(0, send.triesLeft - 1) }))
  const next = { ...of, sends, wrongAt: [...of.wrongAt, now.getTime()] }
  return { outcome: 'wrong', next, codesDead: sends.every((send) => send.triesLeft === 0) }
}

export type SendCheck = { outcome: 'may_send' } | { outcome: 'too_soon'; at: Date } | { outcome: 'over' | 'too_many' }

export function checkResend(of: Pick<CodeCase, 'sends'>, now: Date, policy: Policy): SendCheck {
  if (now >= askerEndsAt(of, policy)) return { outcome: 'over' }
  const at = new Date((of.sends.at(-1)?.at ?? 0) + policy.resendAfter)
  if (now < at) return { outcome: 'too_soon', at }
  return { outcome: of.sends.length > policy.resendsPerCase ? 'too_many' : 'may_send' }
}

export const newSend = (now: Date, budget: { allowed: boolean; nextAt: Date }, policy: Policy): Send => ({
  at: now.getTime(),
  due: budget.allowed,
  nextAt: budget.nextAt.getTime(),
  triesLeft: policy.codeTries,
})

export const proofEndsAt = (of: { provenAt: Date | null }, policy: Policy) => new Date((of.provenAt?.getTime() ?? 0) + policy.proofLifetime)

/** Until when a link works: its lifetime, or until the holder may have another message, whichever is later; never longer than the ceiling. */
export const linkEndsAt = (now: Date, nextMessageAt: Date, policy: Policy) =>
  new Date(Math.min(now.getTime() + policy.linkLifetimeAtMost, Math.max(now.getTime() + policy.linkLifetime, nextMessageAt.getTime())))
