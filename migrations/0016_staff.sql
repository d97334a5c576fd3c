-- One account per national id, also after it was removed. approves_from: nobody approves anything before, however the account came about.
create table staff_member (
  id uuid primary key,
  national_id text not null unique check (national_id ~ '^[0-9]{10}$'),
  email text not null,
  name text,                                  -- as the person wrote it at enrolment
  office text,                                -- an office of institution.json
  roles text[] not null check (cardinality(roles) >= 1 and roles <@ array['agent', 'approver', 'supervisor', 'auditor', 'administrator']),
  state text not null check (state in ('invited', 'active', 'removed')),
  invited_at timestamptz not null,
  invited_by uuid references staff_member,    -- null: by an operator, on the command line
  confirmed_by uuid references staff_member,
  confirmed_at timestamptz,
  approves_from timestamptz,
  removed_at timestamptz,
  removed_by uuid references staff_member,
  check (confirmed_by is distinct from invited_by or confirmed_by is null),
  check ((state = 'removed') = (removed_at is not null)),
  check (state <> 'active' or (confirmed_at is not null and approves_from is not null and name is not null))
);

-- The one-time link of an invitation, or of a further passkey. Only its keyed hash.
create table staff_enrolment (
  hash text primary key,
  staff_id uuid not null references staff_member,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz
);

create table staff_passkey (
  id text primary key,                        -- the credential id, base64url
  staff_id uuid not null references staff_member,
  public_key text not null,                   -- base64url
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  name text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  removed_at timestamptz
);

create index staff_passkey_staff on staff_passkey (staff_id);

-- What a browser was asked to sign. Used once.
create table staff_challenge (
  challenge text primary key,
  purpose text not null check (purpose in ('sign_in', 'enrol')),
  staff_id uuid references staff_member,
  ends_at timestamptz not null,
  check ((purpose = 'enrol') = (staff_id is not null))
);

create table staff_session (
  hash text primary key,
  staff_id uuid not null references staff_member,
  started_at timestamptz not null,
  seen_at timestamptz not null
);

create index staff_session_staff on staff_session (staff_id);

-- Who of the staff did or saw it.
alter table audit_event add column staff_id uuid references staff_member;

create index audit_event_staff on audit_event (staff_id, occurred_at) where staff_id is not null;
