-- The case of a personal key. It has its own table, links and numbers: nothing of it is a recovery's.
create table unlock (
  id uuid primary key,
  number text not null unique,
  person_id uuid references person,           -- null: a phantom; nobody outside can tell
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
  chosen text check (chosen in ('kept', 'new')),
  credential_id uuid references credential,
  completed_at timestamptz,
  check (person_id is not null or state in ('awaiting_proof', 'ended')),
  check (state not in ('proven', 'needs_office', 'completed') or (proven_at is not null and proven_by is not null)),
  check ((state = 'needs_office') <= (office_reason is not null)),
  check ((state = 'completed') <= (credential_id is not null and completed_at is not null and chosen is not null))
);

create index unlock_person on unlock (person_id) where state in ('awaiting_proof', 'proven', 'needs_office');

create index unlock_disputed on unlock (person_id) where state = 'disputed';

create index unlock_started on unlock (started_at);

-- Only keyed hashes; the plain value exists in the message and nowhere else.
create table unlock_link (
  hash text primary key,
  unlock_id uuid not null references unlock on delete cascade,
  contact_id uuid not null references contact,
  ends_at timestamptz not null
);

create index unlock_link_unlock on unlock_link (unlock_id);

create table unlock_veto_token (
  hash text primary key,
  unlock_id uuid not null references unlock on delete cascade,
  contact_id uuid not null references contact
);

create index unlock_veto_token_unlock on unlock_veto_token (unlock_id);

-- The primary key is the rule: once per contact and case.
create table unlock_veto (
  unlock_id uuid not null references unlock on delete cascade,
  contact_id uuid not null references contact,
  at timestamptz not null,
  primary key (unlock_id, contact_id)
);

alter table notice add column unlock_id uuid references unlock on delete cascade, add check (num_nonnulls(recovery_id, unlock_id) <= 1);

create index notice_unlock on notice (unlock_id);
