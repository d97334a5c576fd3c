import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { OfficeReason } from '../evidence/evidence.ts'
import type { PersonalOfficeReason } from '../evidence/personal-office-reason.ts'
import type { Device } from '../http/device.ts'

/** Every event the system records. Adding one here is what makes it recordable. No personal data: ids and counts. */
export type AuditEvent =
  | { type: 'recovery.hour_counted'; hour: string; starts: number; wrongCodes: number }
  | { type: 'recovery.proven'; with: 'code' | 'link'; contact: string }
  | { type: 'recovery.office_needed'; reason: OfficeReason }
  | { type: 'recovery.more_needed'; reason: OfficeReason; wait: boolean }
  | { type: 'recovery.wait_began'; contact: string }
  | { type: 'recovery.wait_reminded'; contact: string }
  | { type: 'recovery.wait_over'; contact: string }
  | { type: 'recovery.evidence_given'; kind: 'saved_code' | 'personal_key' }
  | { type: 'recovery.evidence_refused'; kind: 'saved_code' | 'personal_key' }
  | { type: 'saved_code.used'; savedCode: string }
  | { type: 'recovery.vetoed'; contact: string; was: string }
  | { type: 'recovery.ended_by_completion'; by: string }
  | { type: 'recovery.representation_ended' }
  | { type: 'unlock.hour_counted'; hour: string; starts: number; wrongCodes: number }
  | { type: 'unlock.proven'; with: 'code' | 'link'; contact: string }
  | { type: 'unlock.office_needed'; reason: PersonalOfficeReason }
  | { type: 'unlock.vetoed'; contact: string; was: string }
  | { type: 'unlock.ended_by_completion'; by: string }
  | { type: 'personal_key.unlocked'; person: string; generation: number; wasBlocked: boolean }
  | { type: 'personal_key.replaced'; person: string; generation: number; sessionsEnded: number }
  | { type: 'personal_key.frozen'; person: string; generation: number }
  | { type: 'credential.replaced'; branch: string; generation: number; sessionsEnded: number }
  | { type: 'credential.frozen'; branch: string; generation: number }
  | { type: 'session.started'; holder: string; device: Device; knownBrowser: boolean }
  | { type: 'session.ended'; holder: string }
  | { type: 'account.contact_changed'; change: string; holder: string; added: string; removed: string | null }
  | { type: 'account.change_undone'; change: string; holder: string; contact: string; changes: number; sessionsEnded: number }
  | { type: 'saved_code.made'; change: string; holder: string; code: string }
  | { type: 'saved_code.withdrawn'; change: string; holder: string; code: string }
  | { type: 'hardening.chosen'; change: string; holder: string }
  | { type: 'hardening.given_up'; change: string; holder: string }
  | { type: 'session.others_ended'; holder: string; sessionsEnded: number }
  | { type: 'contact.bounced'; contact: string }
  | {
      type: 'import.applied'
      import: string
      format: string
      operator: string
      confirmedBy: string | null
      rows: number
      bad: number
      contactsChanged: number
      representativesChanged: number
    }
  | { type: 'contact.changed'; import: string; added: readonly string[]; removed: readonly string[] }
  | { type: 'representation.changed'; import: string; added: readonly string[]; changed: readonly string[] }
  | { type: 'import.held'; import: string; format: string; operator: string; contactsChanged: number; representativesChanged: number }
  | {
      type: 'replacement.activated'
      proof: 'contact_code' | 'screen'
      contactAdded: string | null
      contactsRemoved: readonly string[]
      representationAdded: string | null
      representationsEnded: readonly string[]
      holdLifted: boolean
    }
  | { type: 'replacement.screen_refused'; why: string }
  | { type: 'replacement.vetoed'; contact: string; was: string }
  | { type: 'replacement.returned'; reason: string }
  | { type: 'dispute.resolved'; of: string; outcome: string; reason: string; suspended: readonly string[] }
  | { type: 'security_hold.set'; holder: string; reason: string }
  | {
      type: 'replacement.moved'
      event: string
      from: string
      to: string
      round: number
      requirement?: string
      outcome?: 'met' | 'not_met'
      /** Of a look-up: the id of what was found, which keeps the reference of what was consulted. */
      result?: string
      asked?: readonly string[]
      proposal?: 'approve' | 'reject'
      reason?: string
      because?: VoidCause
      whose?: string
    }
  /** Of a case that is not finished: what somebody found of it counts no more, since their work is in doubt. */
  | { type: 'replacement.doubted'; whose: string; identity: boolean; requirements: readonly string[] }
  | { type: 'replacement.taken' }
  | { type: 'replacement.arrived' }
  | { type: 'replacement.put_back' }
  | { type: 'replacement.document_refused'; tries: number }
  | { type: 'replacement.noted'; note: string }
  | { type: 'replacement.searched'; found: number }
  | { type: 'staff.viewed'; what: string; reason: string | null; named?: readonly string[] }
  | { type: 'staff.invited'; roles: readonly string[] }
  | { type: 'staff.confirmed' }
  | { type: 'staff.enrolled'; passkeys: number }
  | { type: 'staff.passkey_removed'; passkeys: number; sessionsEnded: number }
  | { type: 'staff.signed_in' }
  | { type: 'staff.passkey_shown'; act: string }
  | { type: 'staff.passkey_refused' }
  | { type: 'staff.signed_out' }
  | { type: 'staff.change_asked'; change: string; fields?: readonly string[]; roles?: readonly string[] }
  | { type: 'staff.changed'; change: string; roles: readonly string[] | null; sessionsEnded: number; fields?: readonly string[] }
  | { type: 'staff.change_withdrawn'; change: string }
  | { type: 'staff.removed'; sessionsEnded: number; casesReturned: number }
  | { type: 'staff.work_voided'; workVoided: number }

/** Why what was examined stands no more. */
export type VoidCause = 'register_changed' | 'key_held' | 'no_longer_as_approved' | 'work_in_doubt'

export type AuditActor = 'applicant' | 'contact' | 'system' | 'holder' | 'operator' | 'staff'

type Who = { actor: AuditActor; at: Date; staff?: string }

/** Takes a transaction, not a database: an event commits with the change it describes. */
export async function recordAudit(tx: Tx, who: Who & { subject: string | null }, event: AuditEvent) {
  const { type, ...details } = event
  await tx
    .insertInto('audit_event')
    .values({ occurred_at: who.at, type, actor: who.actor, subject: who.subject, details: JSON.stringify(details), staff_id: who.staff ?? null })
    .execute()
}

/** The same for many at once, however many: one statement. */
export async function recordAuditOfEach(tx: Tx, who: Who, each: readonly { subject: string; event: AuditEvent }[]) {
  if (each.length === 0) return
  const rows = each.map(({ subject, event: { type, ...details } }) => ({ subject, type, details }))
  await sql`
    insert into audit_event (occurred_at, type, actor, subject, details, staff_id)
    select ${who.at}::timestamptz, row ->> 'type', ${who.actor}, (row ->> 'subject')::uuid, row -> 'details', ${who.staff ?? null}::uuid
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as given(row, place) order by place`.execute(tx)
}

/** What a step of a case was about, as codes. Entries from before it was recorded have none of it. */
export type MoveDetails = Omit<Extract<AuditEvent, { type: 'replacement.moved' }>, 'type' | 'event' | 'from' | 'to' | 'round'>
