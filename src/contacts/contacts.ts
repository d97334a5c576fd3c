import type { Policy } from '../policy.ts'

// The rules of contacts. A contact that changed lately cools off: it hears, but it neither suffices alone nor vetoes. A contact is doubtful
// when it serves many employers, bounced, went long unused, or is the only one and a phone.

export type Contact = {
  id: string
  channel: 'email' | 'phone'
  value: string
  status: 'active' | 'removed'
  since: Date
  coolsUntil: Date | null
  lastUsedAt: Date
  bouncedAt: Date | null
  removedAt: Date | null
  /** A supervisor found it to be wrong: it neither hears nor vetoes. */
  suspendedAt: Date | null
  /** The case with an office that brought it. */
  throughReplacement: string | null
}

export const isCoolingOff = (contact: Pick<Contact, 'coolsUntil'>, now: Date) => contact.coolsUntil !== null && now < contact.coolsUntil

/** One mailbox or number is one, of whichever contacts and however it is written. */
export const destinationOf = ({ channel, value }: Pick<Contact, 'channel' | 'value'>) =>
  `${channel} ${channel === 'email' ? value.normalize('NFC').trim().toLowerCase() : value.replace(/\D/g, '')}`

/** When a contact that cools off was registered, at the latest. A registry file may give an earlier date than the one it came on. */
export const changedAt = (contact: Pick<Contact, 'since' | 'coolsUntil'>, policy: Pick<Policy, 'coolOff'>) =>
  new Date(Math.min(contact.since.getTime(), (contact.coolsUntil ?? contact.since).getTime() - policy.coolOff))

export type Doubt = 'serves_many_employers' | 'bounced' | 'unused' | 'only_phone'

export function doubtOf(contact: Contact, facts: { employersServed: number; settledContacts: number }, now: Date, policy: Policy): Doubt | null {
  if (contact.bouncedAt !== null) return 'bounced'
  if (facts.employersServed > policy.employersPerContact) return 'serves_many_employers'
  const unusedFor = now.getTime() - contact.lastUsedAt.getTime()
  if (unusedFor > (contact.channel === 'email' ? policy.emailUnusedAfter : policy.phoneUnusedAfter)) return 'unused'
  return contact.channel === 'phone' && facts.settledContacts <= 1 ? 'only_phone' : null
}

/** How many can stop what one of them does: a phone beside contacts that still cool off is as good as the only one. */
export const settledContacts = (contacts: readonly Contact[], now: Date) =>
  contacts.filter((contact) => contact.status === 'active' && !isCoolingOff(contact, now)).length

/** Who hears what happens to a holder: active contacts, and for a while those that were removed. */
export const hears = (contact: Contact, now: Date, policy: Policy) =>
  contact.suspendedAt === null && (contact.removedAt === null || now.getTime() < contact.removedAt.getTime() + policy.removedContactVeto)

/** Whoever is suspended hears that, and nothing after it. */
export const wasSuspendedAt = (contact: Contact, at: Date) => contact.suspendedAt !== null && contact.suspendedAt.getTime() === at.getTime()

/** Who can stop it: those who hear and whose cool-off had ended before the case began. */
export const canVeto = (contact: Contact, caseStartedAt: Date, now: Date, policy: Policy) =>
  hears(contact, now, policy) && !isCoolingOff(contact, caseStartedAt)

/** `ma••••@ej••••.ec`, `•••• 4567`: enough to be recognised by its owner, too little to be written to. */
export function maskContact(contact: Pick<Contact, 'channel' | 'value'>): string {
  if (contact.channel === 'phone') return `•••• ${contact.value.slice(-4)}`
  const [local = '', domain = ''] = contact.value.split('@')
  const dot = domain.lastIndexOf('.')
  return `${local.slice(0, 2)}••••@${domain.slice(0, 2)}••••${dot < 0 ? '' : domain.slice(dot)}`
}
