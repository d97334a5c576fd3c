import type { ColumnType, Generated } from 'kysely'
import type { KeyKind } from '../credentials/credentials.ts'
import type { Language } from '../institution.ts'
import type { ApplicantMessageKind, CaseCode, EmployerKind, ReplacementReason, ReplacementState, TypedOfCase } from '../replacement/replacement.ts'
import type { StaffChangeKind, StaffMessageKind, StaffRole, StaffState } from '../staff/staff.ts'
import type { Json } from './database.ts'

/** The tables of staff, and of cases with an office. */
export type OfficeTables = {
  staff_member: {
    id: string
    national_id: string
    email: string
    name: string
    office: string | null
    roles: StaffRole[]
    state: StaffState
    invited_at: Date
    invited_by: string | null
    confirmed_by: string | null
    confirmed_at: Date | null
    approves_from: Date | null
    removed_at: Date | null
    removed_by: string | null
    work_voided_at: Date | null
  }
  staff_enrolment: { hash: string; staff_id: string; made_at: Date; ends_at: Date; used_at: Date | null }
  staff_passkey: {
    id: string
    staff_id: string
    public_key: string
    counter: ColumnType<string, number, number>
    transports: string[]
    name: string
    made_at: Date
    used_at: Date | null
    removed_at: Date | null
  }
  staff_challenge: { challenge: string; purpose: 'sign_in' | 'enrol'; staff_id: string | null; ends_at: Date }
  staff_session: { hash: string; staff_id: string; started_at: Date; seen_at: Date }
  staff_change: {
    id: string
    staff_id: string
    kind: StaffChangeKind
    /** Null, though details are wanted: asked for before a name was among them. */
    name: string | null
    email: string | null
    office: string | null
    roles: StaffRole[] | null
    asked_by: string
    asked_at: Date
    settled_by: string | null
    settled_at: Date | null
    outcome: 'confirmed' | 'withdrawn' | null
  }
  staff_message: {
    id: string
    kind: StaffMessageKind
    email: string
    about: string
    by_staff: string | null
    change_id: string | null
    made_at: Date
    sent_at: Date | null
    failed_at: Date | null
  }
  replacement: {
    id: string
    number: string
    kind: KeyKind
    state: ReplacementState
    version: number
    round: number
    reason: ReplacementReason
    employer_kind: EmployerKind | null
    language: Language
    typed: Json<TypedOfCase>
    branch_id: string | null
    person_id: string | null
    office: string | null
    draft_hash: string | null
    continuation_hash: string | null
    contact: 'unknown' | 'unconfirmed' | 'confirmed' | 'none'
    contact_channel: 'email' | 'phone' | null
    contact_value: string | null
    codes: Json<CaseCode[]>
    tries_left: number
    started_at: Date
    submitted_at: Date | null
    moved_at: Date
    ends_at: Date
    moved_by: string | null
    leased_by: string | null
    leased_until: Date | null
    queued_at: Date | null
    applicant_name: string | null
    identity_by: string | null
    identity_at: Date | null
    identity_document: 'cedula' | 'passport' | null
    proposed_by: string | null
    proposed_at: Date | null
    proposal: 'approve' | 'reject' | null
    reject_reason: string | null
    approved_by: string | null
    approved_at: Date | null
    approved_results: string | null
    approval_ends_at: Date | null
    wait_ends_at: Date | null
    reminded_at: Date | null
    disputed_from: ReplacementState | null
    screen_by: string | null
    screen_hash: string | null
    screen_ends_at: Date | null
    proof_hash: string | null
    proof_by: 'contact_code' | 'screen' | null
    proof_ends_at: Date | null
    credential_id: string | null
    activated_at: Date | null
    cancelled_by: 'applicant' | 'contact' | null
  }
  requirement_result: {
    id: string
    replacement_id: string
    round: number
    requirement: string
    outcome: 'met' | 'not_met'
    reference: string | null
    found_by: string
    found_at: Date
  }
  requirement_ask: {
    id: string
    replacement_id: string
    round: number
    requirement: string
    reason: string
    asked_by: string
    asked_at: Date
    answered_at: Date | null
  }
  case_access: { replacement_id: string; staff_id: string; reason: string; given_at: Date }
  replacement_note: { id: string; replacement_id: string; text: string; return_reason: string | null; written_by: string; written_at: Date }
  approval_put_back: { replacement_id: string; staff_id: string; put_back_at: Date }
  applicant_message: { id: string; replacement_id: string; kind: ApplicantMessageKind; made_at: Date; sent_at: Date | null; failed_at: Date | null }
  replacement_veto_token: { hash: string; replacement_id: string; contact_id: string }
  replacement_veto: { replacement_id: string; contact_id: string; at: Date; raised_again_at: Generated<Date | null> }
  dispute_resolution: {
    id: string
    replacement_id: string | null
    recovery_id: string | null
    unlock_id: string | null
    outcome: 'applicant_was_right' | 'contact_was_right'
    reason: string
    resolved_by: string
    resolved_at: Date
  }
}
