import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { AccountChangeKind, PendingCode } from '../account/account.ts'
import type { CredentialStatus, KeyKind } from '../credentials/credentials.ts'
import type { Device } from '../http/device.ts'
import type { Language } from '../institution.ts'
import type { NoticeKind } from '../notifications/notices.ts'
import type { Send, SentCode } from '../proof/codes.ts'
import type { RecoveryState, Typed } from '../recovery/recovery.ts'
import type { ImportFormat } from '../registry/import/import.ts'
import type { EmployerKind } from '../replacement/replacement.ts'
import type { UnlockState } from '../unlock/unlock.ts'
import type { OfficeTables } from './office-tables.ts'

/** Read as a value, written as text. */
export type Json<T> = ColumnType<T, string, string>

export type HoldCause = 'key_frozen_by_veto' | 'set_by_supervisor'

type SessionRow = { hash: string; credential_id: string; started_at: Date; seen_at: Date; device: Device }

export type Schema = OfficeTables & {
  employer: {
    id: string
    tax_id: string
    kind: EmployerKind
    legal_name: string
    status: 'active' | 'closed'
    as_of: string | null
    source: 'registry' | 'sri' | null
    first_import_id: string | null
  }
  branch: {
    id: string
    employer_id: string
    code: string
    name: string | null
    canton: string | null
    status: 'active' | 'closed'
    security_hold_since: Date | null
    security_hold_reason: HoldCause | null
    hardened_since: Date | null
    as_of: string | null
    source: 'registry' | 'sri' | null
    first_import_id: string | null
    status_as_of: string | null
  }
  person: {
    id: string
    national_id: string
    full_name: string
    as_of: string | null
    birth_date: string | null
    status: Generated<'active' | 'closed'>
    security_hold_since: Date | null
    security_hold_reason: HoldCause | null
    source: 'registry' | 'people' | null
    first_import_id: string | null
  }
  representation: {
    id: string
    employer_id: string
    branch_id: string | null
    person_id: string
    role: string
    valid_from: string
    valid_to: string | null
    source: string
    as_of: string | null
    through_replacement: string | null
    ended_through: string | null
    valid_to_before: string | null
  }
  contact: {
    id: string
    branch_id: string | null
    person_id: string | null
    channel: 'email' | 'phone'
    value: string
    status: 'active' | 'removed'
    since: Date
    cools_until: Date | null
    source: string
    last_used_at: Date
    bounced_at: Date | null
    removed_at: Date | null
    as_of: string | null
    slot: 'email' | 'email_2' | 'phone' | null
    through_replacement: string | null
    removed_through: string | null
    suspended_at: Date | null
  }
  credential: {
    id: string
    kind: KeyKind
    branch_id: string | null
    person_id: string | null
    generation: number
    status: CredentialStatus
    blocked_reason: 'failed_sign_ins' | null
    hash: string | null
    pepper_version: number | null
    set_at: Date
    ended_at: Date | null
    unlocked_at: Date | null
    through_contact: string | null
  }
  employer_session: SessionRow
  personal_session: SessionRow
  known_browser: { hash: string; credential_id: string; failures: Generated<number>; ends_at: Date }
  saved_code: {
    id: string
    branch_id: string
    hash: string
    made_at: Date
    ended_at: Date | null
    ended_by: 'used' | 'made_anew' | 'withdrawn' | 'vetoed' | null
  }
  contact_change: {
    id: string
    branch_id: string | null
    person_id: string | null
    credential_id: string
    session_hash: string
    replaces: string | null
    channel: 'email' | 'phone'
    value: string
    language: Language
    codes: Json<PendingCode[]>
    tries_left: number
    asked_at: Date
    sent_at: Date | null
    failed_at: Date | null
  }
  account_change: {
    id: string
    branch_id: string | null
    person_id: string | null
    credential_id: string
    kind: AccountChangeKind
    removed_contact: string | null
    added_contact: string | null
    saved_code: string | null
    hardened_before: Date | null
    language: Language
    at: Date
    undone_at: Date | null
    undone_by: string | null
  }
  account_veto_token: { hash: string; change_id: string; contact_id: string }
  recovery: {
    id: string
    number: string
    branch_id: string | null
    representation_id: string | null
    state: RecoveryState
    language: Language
    tag: string
    typed: Json<Typed>
    device: Device
    started_at: Date
    asker_hash: string
    held_by_hash: string | null
    sends: Json<Send[]>
    codes: Json<SentCode[]>
    wrong_at: Json<number[]>
    proven_at: Date | null
    proven_by: string | null
    proven_with: 'code' | 'link' | null
    office_reason: string | null
    saved_code_wrong: Generated<number>
    personal_key_wrong: Generated<number>
    credential_id: string | null
    completed_at: Date | null
  }
  recovery_evidence: {
    id: string
    recovery_id: string
    kind: 'contact' | 'saved_code' | 'personal_key'
    contact_id: string | null
    saved_code_id: string | null
    credential_id: string | null
    given_at: Date
    left_behind_at: Date | null
    wait_ends_at: Date | null
    reminded_at: Date | null
    wait_told_at: Date | null
  }
  recovery_link: { hash: string; recovery_id: string; contact_id: string; ends_at: Date }
  veto_token: { hash: string; recovery_id: string; contact_id: string }
  veto: { recovery_id: string; contact_id: string; at: Date }
  unlock: {
    id: string
    number: string
    person_id: string | null
    state: UnlockState
    language: Language
    tag: string
    typed: Json<{ nationalId: string }>
    device: Device
    started_at: Date
    asker_hash: string
    held_by_hash: string | null
    sends: Json<Send[]>
    codes: Json<SentCode[]>
    wrong_at: Json<number[]>
    proven_at: Date | null
    proven_by: string | null
    proven_with: 'code' | 'link' | null
    office_reason: string | null
    chosen: 'kept' | 'new' | null
    credential_id: string | null
    completed_at: Date | null
  }
  unlock_link: { hash: string; unlock_id: string; contact_id: string; ends_at: Date }
  unlock_veto_token: { hash: string; unlock_id: string; contact_id: string }
  unlock_veto: { unlock_id: string; contact_id: string; at: Date }
  notice: {
    id: string
    kind: NoticeKind
    recovery_id: string | null
    unlock_id: string | null
    replacement_id: string | null
    branch_id: string | null
    person_id: string | null
    details: Json<Record<string, unknown>>
    created_at: Date
    done_at: Date | null
    gave_up_at: Date | null
  }
  delivery: {
    notice_id: string
    contact_id: string
    state: 'sending' | 'sent' | 'failed'
    attempts: number
    last_at: Date
    failure: string | null
  }
  limit_window: { key: string; name: string; started_at: Date; ends_at: Date; count: number }
  message_budget: { key: string; allowed_at: Json<number[]>; ends_at: Date }
  spent_challenge: { id: string; ends_at: Date }
  registry_import: {
    id: string
    format: ImportFormat
    state: 'staging' | 'held' | 'applying' | 'applied' | 'superseded'
    operator: string
    confirmed_by: string | null
    file_hash: string | null
    rows: Generated<number>
    bad: Generated<number>
    contacts_changed: Generated<number>
    representatives_changed: Generated<number>
    applied_to: Generated<string>
    started_at: Date
    ended_at: Date | null
  }
  measured_time: {
    journey: 'recovery' | 'unlock' | 'office'
    cases: number
    median_seconds: number | null
    nine_in_ten_seconds: number | null
    measured_at: Date
  }
  audit_event: {
    id: Generated<string>
    occurred_at: Date
    type: string
    actor: string
    subject: string | null
    details: Json<unknown>
    staff_id: string | null
  }
}

export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>
