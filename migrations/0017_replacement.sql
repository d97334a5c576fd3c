-- A case with an office: a new employer key, or the contact of a person. A row is of one kind for ever. What the public sees of it until the
-- identity step follows from what was typed alone; branch_id and person_id null: a phantom, or not found, which only staff learn.
create table replacement (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('employer', 'personal')),
  state text not null check (state in ('draft', 'submitted', 'in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready',
    'activated', 'rejected', 'cancelled', 'disputed', 'expired')),
  version integer not null check (version >= 1),
  round integer not null check (round >= 1),
  reason text not null check (reason in ('key_holder_gone', 'representative_changed', 'hold_or_dispute', 'no_usable_contact', 'first_key',
    'employer_closed', 'lost_contact')),
  employer_kind text check (employer_kind in ('company', 'natural_person', 'public_body', 'domestic')),
  language text not null check (language in ('es', 'en')),
  typed jsonb not null,                       -- null fields until they are typed
  branch_id uuid references branch,
  person_id uuid references person,
  office text,
  draft_hash text unique,                     -- the browser that fills it in, until "Terminar"
  continuation_hash text unique,
  contact text not null check (contact in ('unknown', 'unconfirmed', 'confirmed', 'none')),
  contact_channel text check (contact_channel in ('email', 'phone')),
  contact_value text,
  codes jsonb not null,
  tries_left integer not null check (tries_left >= 0),
  started_at timestamptz not null,
  submitted_at timestamptz,
  moved_at timestamptz not null,              -- when it came into its state
  ends_at timestamptz not null,               -- when it expires there
  moved_by uuid references staff_member,
  leased_by uuid references staff_member,
  leased_until timestamptz,
  applicant_name text,                        -- as the document shows it
  identity_by uuid references staff_member,
  identity_at timestamptz,
  identity_document text check (identity_document in ('cedula', 'passport')),
  proposed_by uuid references staff_member,
  proposed_at timestamptz,
  proposal text check (proposal in ('approve', 'reject')),
  reject_reason text,
  approved_by uuid references staff_member,
  approved_at timestamptz,
  approved_results text,                      -- the digest of exactly what was examined
  approval_ends_at timestamptz,
  wait_ends_at timestamptz,
  reminded_at timestamptz,
  disputed_from text check (disputed_from in ('in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready', 'activated')),
  screen_by uuid references staff_member,
  screen_hash text,
  screen_ends_at timestamptz,
  credential_id uuid references credential,
  activated_at timestamptz,
  cancelled_by text check (cancelled_by in ('applicant', 'contact')),
  check (num_nonnulls(branch_id, person_id) <= 1),
  check (kind = 'employer' or branch_id is null),
  check (kind = 'personal' or person_id is null),
  check ((kind = 'personal') = (reason = 'lost_contact')),
  check ((kind = 'employer') = (employer_kind is not null)),
  check ((contact in ('unconfirmed', 'confirmed')) = (contact_channel is not null and contact_value is not null)),
  check (state = 'draft' or cancelled_by is not null or state = 'expired' or
    (continuation_hash is not null and submitted_at is not null and office is not null and contact in ('confirmed', 'none'))),
  check (state in ('draft', 'submitted', 'rejected', 'cancelled', 'expired') or
    (identity_by is not null and identity_at is not null and num_nonnulls(branch_id, person_id) = 1)),
  check (state not in ('proposed', 'approved', 'waiting', 'ready', 'activated') or (proposed_by is not null and proposal is not null)),
  check (state not in ('approved', 'waiting', 'ready', 'activated') or
    (proposal = 'approve' and approved_by is not null and approved_results is not null and approval_ends_at is not null)),
  check (state <> 'waiting' or wait_ends_at is not null),
  check (state <> 'rejected' or reject_reason is not null),
  check (state <> 'activated' or activated_at is not null),
  check ((state = 'disputed') = (disputed_from is not null)),
  check ((state = 'cancelled') = (cancelled_by is not null)),
  -- Three people: who verified and prepared it, who approved it, and who opened the applicant's screen.
  check (approved_by is null or (approved_by <> proposed_by and approved_by <> identity_by)),
  check (screen_by is null or (screen_by <> identity_by and screen_by <> proposed_by and screen_by <> approved_by)),
  check ((leased_by is null) = (leased_until is null))
);

-- One for a holder, from the identity step on. Whoever files first blocks nobody.
create unique index replacement_one_for_branch on replacement (branch_id)
  where state in ('in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready', 'disputed');

create unique index replacement_one_for_person on replacement (person_id)
  where state in ('in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready', 'disputed');

create index replacement_queue on replacement (state, moved_at);

create index replacement_branch on replacement (branch_id);

create index replacement_person on replacement (person_id);

create index replacement_ends on replacement (ends_at) where state not in ('activated', 'rejected', 'cancelled', 'expired');

create index replacement_typed on replacement ((typed ->> 'taxId'));

-- Nobody works on a case in which they are the applicant, and a case keeps its kind, number and applicant.
create function replacement_guard() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from staff_member
    where id in (new.leased_by, new.identity_by, new.proposed_by, new.approved_by, new.screen_by, new.moved_by)
      and national_id = new.typed ->> 'nationalId'
  ) then
    raise exception 'a member of staff is the applicant of this case';
  end if;
  if tg_op = 'UPDATE' and (new.kind <> old.kind or new.number <> old.number or (old.state <> 'draft' and new.typed <> old.typed)) then
    raise exception 'a case keeps its kind, its number and what was typed';
  end if;
  return new;
end $$;

create trigger replacement_guard before insert or update on replacement for each row execute function replacement_guard();

-- What was found for a requirement. Rows are only added: the newest of a requirement counts.
create table requirement_result (
  id uuid primary key,
  replacement_id uuid not null references replacement on delete cascade,
  round integer not null,
  requirement text not null,
  outcome text not null check (outcome in ('met', 'not_met')),
  reference text,                             -- of the consultation of a State database
  found_by uuid not null references staff_member,
  found_at timestamptz not null
);

create index requirement_result_replacement on requirement_result (replacement_id, found_at);

-- What an applicant was asked for: it opens exactly that requirement again.
create table requirement_ask (
  id uuid primary key,
  replacement_id uuid not null references replacement on delete cascade,
  round integer not null,
  requirement text not null,
  reason text not null,
  asked_by uuid not null references staff_member,
  asked_at timestamptz not null,
  answered_at timestamptz
);

create index requirement_ask_replacement on requirement_ask (replacement_id);

create table replacement_note (
  id uuid primary key,
  replacement_id uuid not null references replacement on delete cascade,
  text text not null,
  written_by uuid not null references staff_member,
  written_at timestamptz not null
);

create index replacement_note_replacement on replacement_note (replacement_id);

-- What the applicant is told, at the contact that the case brings, which is nobody's registered contact until the case is activated.
create table applicant_message (
  id uuid primary key,
  replacement_id uuid not null references replacement on delete cascade,
  kind text not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz
);

create index applicant_message_replacement on applicant_message (replacement_id);

create table replacement_veto_token (
  hash text primary key,
  replacement_id uuid not null references replacement on delete cascade,
  contact_id uuid not null references contact
);

create index replacement_veto_token_replacement on replacement_veto_token (replacement_id);

-- The primary key is the rule: once per contact and case.
create table replacement_veto (
  replacement_id uuid not null references replacement on delete cascade,
  contact_id uuid not null references contact,
  at timestamptz not null,
  primary key (replacement_id, contact_id)
);

-- How a supervisor resolved a dispute, of a case with an office or of one online.
create table dispute_resolution (
  id uuid primary key,
  replacement_id uuid references replacement,
  recovery_id uuid references recovery,
  unlock_id uuid references unlock,
  outcome text not null check (outcome in ('applicant_was_right', 'contact_was_right')),
  reason text not null,
  resolved_by uuid not null references staff_member,
  resolved_at timestamptz not null,
  check (num_nonnulls(replacement_id, recovery_id, unlock_id) = 1)
);

alter table notice add column replacement_id uuid references replacement on delete cascade,
  add check (num_nonnulls(recovery_id, unlock_id, replacement_id) <= 1);

create index notice_replacement on notice (replacement_id);

alter table branch drop constraint branch_security_hold_reason_check,
  add constraint branch_security_hold_reason_check check (security_hold_reason in ('key_frozen_by_veto', 'set_by_supervisor'));

alter table person drop constraint person_security_hold_reason_check,
  add constraint person_security_hold_reason_check check (security_hold_reason in ('key_frozen_by_veto', 'set_by_supervisor'));

-- A file replaces what an office wrote only where it is newer.
alter table contact add column through_replacement uuid references replacement;
