-- Only the keyed hash of a saved recovery code is kept. One is alive at a time; using it ends it.
create table saved_code (
  id uuid primary key,
  branch_id uuid not null references branch,
  hash text not null unique,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('used', 'made_anew', 'withdrawn')),
  check ((ended_at is null) = (ended_by is null))
);

create unique index saved_code_one_living on saved_code (branch_id) where ended_at is null;

-- Set when the employer chose that a contact alone is not enough.
alter table branch add column hardened_since timestamptz;
