import type { AuditEvent } from '../../audit/audit.ts'

// What every event of the record tells besides its time and what it is about, and how each of it is read. An event, or a detail of one, that
// is not here does not compile.

export type EventType = AuditEvent['type']
type DetailOf<T extends EventType> = Exclude<keyof Extract<AuditEvent, { type: T }>, 'type'>
/** The names of all details: each has a label. */
export type DetailName = { [T in EventType]: DetailOf<T> }[EventType]

/** Codes that have words: each list is one union. */
export type CodeList =
  | 'proof'
  | 'evidence'
  | 'moreNeeded'
  | 'onlineState'
  | 'caseState'
  | 'caseEvent'
  | 'requirementOutcome'
  | 'proposal'
  | 'rejectReason'
  | 'voidCause'
  | 'device'
  | 'format'
  | 'activation'
  | 'screenRefusal'
  | 'returnReason'
  | 'disputeOf'
  | 'disputeOutcome'
  | 'resolveReason'
  | 'holdReason'
  | 'keyKind'
  | 'viewed'
  | 'accessReason'
  | 'role'
  | 'staffChange'
  | 'accountField'
  | 'decidedAct'

/**
 * `plain`: as it stands; yes and no are always said. `named`: the id of something, or several. `own`: the id of what the entry itself wrote
 * down, which says nothing more. `hour`: begins a whole hour. `count`: how many. `requirement`: of institution.json, and with `/` what of it is missing. Else a
 * code of a list.
 */
export type How = 'plain' | 'named' | 'own' | 'hour' | 'count' | 'requirement' | CodeList

const keyEnded = { generation: 'plain', sessionsEnded: 'plain' } as const
const changed = { change: 'own', holder: 'named' } as const
const hour = { hour: 'hour', starts: 'plain', wrongCodes: 'plain' } as const
const counts = { contactsChanged: 'plain', representativesChanged: 'plain' } as const

export const details = {
  'recovery.hour_counted': hour,
  'recovery.proven': { with: 'proof', contact: 'named' },
  'recovery.office_needed': { reason: 'moreNeeded' },
  'recovery.more_needed': { reason: 'moreNeeded', wait: 'plain' },
  'recovery.wait_began': { contact: 'named' },
  'recovery.wait_reminded': { contact: 'named' },
  'recovery.wait_over': { contact: 'named' },
  'recovery.evidence_given': { kind: 'evidence' },
  'recovery.evidence_refused': { kind: 'evidence' },
  'saved_code.used': { savedCode: 'named' },
  'recovery.vetoed': { contact: 'named', was: 'onlineState' },
  'recovery.ended_by_completion': { by: 'named' },
  'recovery.representation_ended': {},
  'unlock.hour_counted': hour,
  'unlock.proven': { with: 'proof', contact: 'named' },
  'unlock.office_needed': { reason: 'moreNeeded' },
  'unlock.vetoed': { contact: 'named', was: 'onlineState' },
  'unlock.ended_by_completion': { by: 'named' },
  'personal_key.unlocked': { person: 'named', generation: 'plain', wasBlocked: 'plain' },
  'personal_key.replaced': { person: 'named', ...keyEnded },
  'personal_key.frozen': { person: 'named', generation: 'plain' },
  'credential.replaced': { branch: 'named', ...keyEnded },
  'credential.frozen': { branch: 'named', generation: 'plain' },
  'session.started': { holder: 'named', device: 'device', knownBrowser: 'plain' },
  'session.ended': { holder: 'named' },
  'account.contact_changed': { ...changed, added: 'named', removed: 'named' },
  'account.change_undone': { change: 'named', holder: 'named', contact: 'named', changes: 'plain', sessionsEnded: 'plain' },
  'saved_code.made': { ...changed, code: 'own' },
  'saved_code.withdrawn': { ...changed, code: 'named' },
  'hardening.chosen': changed,
  'hardening.given_up': changed,
  'session.others_ended': { holder: 'named', sessionsEnded: 'plain' },
  'contact.bounced': { contact: 'named' },
  'import.applied': { import: 'named', format: 'format', operator: 'plain', confirmedBy: 'plain', rows: 'plain', bad: 'plain', ...counts },
  'contact.changed': { import: 'named', added: 'named', removed: 'named' },
  'representation.changed': { import: 'named', added: 'named', changed: 'named' },
  'import.held': { import: 'named', format: 'format', operator: 'plain', ...counts },
  'replacement.activated': {
    proof: 'activation',
    contactAdded: 'named',
    contactsRemoved: 'named',
    representationAdded: 'named',
    representationsEnded: 'named',
    holdLifted: 'plain',
  },
  'replacement.screen_refused': { why: 'screenRefusal' },
  'replacement.vetoed': { contact: 'named', was: 'caseState' },
  'replacement.returned': { reason: 'returnReason' },
  'dispute.resolved': { of: 'disputeOf', outcome: 'disputeOutcome', reason: 'resolveReason', suspended: 'named' },
  'security_hold.set': { holder: 'keyKind', reason: 'holdReason' },
  'replacement.moved': {
    event: 'caseEvent',
    requirement: 'requirement',
    outcome: 'requirementOutcome',
    result: 'named',
    asked: 'requirement',
    proposal: 'proposal',
    reason: 'rejectReason',
    because: 'voidCause',
    whose: 'named',
    from: 'caseState',
    to: 'caseState',
    round: 'plain',
  },
  'replacement.doubted': { whose: 'named', identity: 'plain', requirements: 'requirement' },
  'replacement.taken': {},
  'replacement.arrived': {},
  'replacement.put_back': {},
  'replacement.document_refused': { tries: 'plain' },
  'replacement.noted': { note: 'own' },
  'replacement.searched': { found: 'plain' },
  'staff.viewed': { what: 'viewed', reason: 'accessReason', named: 'count' },
  'staff.invited': { roles: 'role' },
  'staff.confirmed': {},
  'staff.enrolled': { passkeys: 'plain' },
  'staff.passkey_removed': { passkeys: 'plain', sessionsEnded: 'plain' },
  'staff.signed_in': {},
  'staff.passkey_shown': { act: 'decidedAct' },
  'staff.passkey_refused': {},
  'staff.signed_out': {},
  'staff.change_asked': { change: 'staffChange', fields: 'accountField', roles: 'role' },
  'staff.changed': { change: 'staffChange', fields: 'accountField', roles: 'role', sessionsEnded: 'plain' },
  'staff.change_withdrawn': { change: 'staffChange' },
  'staff.removed': { sessionsEnded: 'plain', casesReturned: 'plain' },
  'staff.work_voided': { workVoided: 'plain' },
} as const satisfies { [T in EventType]: Record<DetailOf<T>, How> }

/** What of an entry tells best what happened: it is read with the event. */
const headlines: { readonly [T in EventType]?: DetailOf<T> } = { 'replacement.moved': 'event', 'staff.viewed': 'what', 'staff.passkey_shown': 'act' }

export type Detail = { name: string; how: How; value: unknown }

/**
 * What an entry tells besides, in the order in which it is read; what belongs to its headline apart. What is not known, because it is no
 * longer recorded, comes last and is read as it stands.
 */
export function readDetails(type: string, given: Readonly<Record<string, unknown>>): { headline: Detail | null; rest: readonly Detail[] } {
  const known: Readonly<Record<string, How>> = Object.hasOwn(details, type) ? details[type as EventType] : {}
  const headline: string | undefined = Object.hasOwn(headlines, type) ? headlines[type as EventType] : undefined
  const names = [...Object.keys(known), ...Object.keys(given).filter((name) => !Object.hasOwn(known, name))]
  const all = names.map((name): Detail => ({ name, how: (Object.hasOwn(known, name) && known[name]) || 'plain', value: given[name] }))
  return {
    headline: all.find(({ name }) => name === headline) ?? null,
    rest: all.filter(({ name, how }) => name !== headline && how !== 'own'),
  }
}

/** The ids among an entry's details. */
export function idsIn(type: string, given: Readonly<Record<string, unknown>>): string[] {
  const named = readDetails(type, given).rest.filter(({ how }) => how === 'named')
  return named.flatMap(({ value }) => value).filter((id): id is string => typeof id === 'string' && isId.test(id))
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
