create table recovery (
  id uuid primary key,
  number text not null unique,
  holder_key text not null,
  branch_id uuid references branch,           -- null: a phantom; nobody outside can tell
  representation_id uuid references representation,
  state text not null check (state in ('awaiting_proof', 'proven', 'needs_office', 'completed', 'ended', 'disputed')),
  language text not null check (language in ('es', 'en')),
  tag text not null,
  typed jsonb not null,
  device text not null check (device in ('phone', 'tablet', 'computer', 'unknown')),
  started_at timestamptz not null,
  asker_hash text not null unique,            -- the browser that asked; after a move it sees a phantom
  held_by_hash text unique,                   -- the browser that proved
  sends jsonb not null,
  codes jsonb not null,
  wrong_at jsonb not null,
  proven_at timestamptz,
  proven_by uuid references contact,
  proven_with text check (proven_with in ('code', 'link')),
  office_reason text,
  credential_id uuid references credential,
  completed_at timestamptz,
  check ((branch_id is null) = (representation_id is null)),
  check (branch_id is not null or state in ('awaiting_proof', 'ended')),
  check (state not in ('proven', 'needs_office', 'completed') or (proven_at is not null and proven_by is not null)),
  check ((state = 'needs_office') <= (office_reason is not null)),
  check ((state = 'completed') <= (credential_id is not null and completed_at is not null))
);

create index recovery_branch on recovery (branch_id) where state in ('awaiting_proof', 'proven', 'needs_office');

create index recovery_disputed on recovery (branch_id) where state = 'disputed';

create index recovery_started on recovery (started_at);

-- Only keyed hashes; the plain value exists in the message and nowhere else.
create table recovery_link (
  hash text primary key,
  recovery_id uuid not null references recovery on delete cascade,
  contact_id uuid not null references contact,
  ends_at timestamptz not null
);

create index recovery_link_recovery on recovery_link (recovery_id);

create table veto_token (
  hash text primary key,
  recovery_id uuid not null references recovery on delete cascade,
  contact_id uuid not null references contact
);

create index veto_token_recovery on veto_token (recovery_id);

-- The primary key is the rule: once per contact and case.
create table veto (
  recovery_id uuid not null references recovery on delete cascade,
  contact_id uuid not null references contact,
  at timestamptz not null,
  primary key (recovery_id, contact_id)
);

create table notice (
  id uuid primary key,
  kind text not null,
  recovery_id uuid references recovery on delete cascade,
  branch_id uuid references branch,           -- null: a phantom's
  details jsonb not null,
  created_at timestamptz not null,
  done_at timestamptz
);

create index notice_recovery on notice (recovery_id);

create table delivery (
  notice_id uuid not null references notice on delete cascade,
  contact_id uuid not null references contact,
  state text not null check (state in ('sending', 'sent', 'failed')),
  attempts integer not null check (attempts >= 1),
  last_at timestamptz not null,
  failure text,
  primary key (notice_id, contact_id)
);

create index delivery_failed on delivery (last_at) where state = 'failed';
