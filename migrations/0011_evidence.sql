-- A proven contact is one piece of evidence; a case may need more, or have to wait while every contact can stop it.
alter table recovery drop constraint recovery_state_check;

alter table recovery add constraint recovery_state_check
  check (state in ('awaiting_proof', 'needs_evidence', 'waiting', 'proven', 'needs_office', 'completed', 'ended', 'disputed')),
  add check (state not in ('needs_evidence', 'waiting') or (proven_at is not null and proven_by is not null and office_reason is not null)),
  add column saved_code_wrong integer not null default 0 check (saved_code_wrong >= 0),
  add column personal_key_wrong integer not null default 0 check (personal_key_wrong >= 0);

drop index recovery_branch;

create index recovery_branch on recovery (branch_id) where state in ('awaiting_proof', 'needs_evidence', 'waiting', 'proven', 'needs_office');

-- What a case has collected. left_behind_at: another browser holds the case since, and does not inherit it. wait_ends_at: until when every
-- contact can stop a case that rests on this contact alone; it begins once and is never moved.
create table recovery_evidence (
  id uuid primary key,
  recovery_id uuid not null references recovery on delete cascade,
  kind text not null check (kind in ('contact', 'saved_code', 'personal_key')),
  contact_id uuid references contact,
  saved_code_id uuid references saved_code,
  credential_id uuid references credential,
  given_at timestamptz not null,
  left_behind_at timestamptz,
  wait_ends_at timestamptz,
  reminded_at timestamptz,
  wait_told_at timestamptz,
  check ((kind = 'contact') = (contact_id is not null)),
  check ((kind = 'saved_code') = (saved_code_id is not null)),
  check ((kind = 'personal_key') = (credential_id is not null)),
  check (kind = 'contact' or wait_ends_at is null),
  check (wait_ends_at is not null or (reminded_at is null and wait_told_at is null)),
  unique nulls not distinct (recovery_id, contact_id, saved_code_id, credential_id)
);

create index recovery_evidence_waits on recovery_evidence (wait_ends_at) where wait_ends_at is not null and wait_told_at is null;

-- Cases that were proven before there was this table.
insert into recovery_evidence (id, recovery_id, kind, contact_id, given_at)
  select gen_random_uuid(), id, 'contact', proven_by, proven_at from recovery where state in ('proven', 'needs_office') and proven_by is not null;
