-- A file is staged whole before anything of it is applied. 'staging' that no process works on is a crash's remains.

create table registry_import (
  id uuid primary key,
  format text not null check (format in ('registry', 'sri')),
  state text not null check (state in ('staging', 'held', 'applying', 'applied', 'superseded')),
  operator text not null,
  confirmed_by text check (confirmed_by <> operator),
  file_hash text check (file_hash ~ '^[0-9a-f]{64}$'),
  rows integer not null default 0,
  bad integer not null default 0,
  contacts_changed integer not null default 0,
  representatives_changed integer not null default 0,
  applied_to text not null default '',
  started_at timestamptz not null,
  ended_at timestamptz,
  check (state = 'staging' or file_hash is not null)
);

-- One good line of a file, in normal form. The rows go when the import has been applied.
create table import_row (
  import_id uuid not null references registry_import on delete cascade,
  tax_id text not null,
  line integer not null,
  kind text not null,
  legal_name text not null,
  branch_code text not null,
  branch_name text,
  canton text,
  national_id text,
  full_name text,
  role text,
  valid_from date,
  valid_to date,
  email text,
  email_2 text,
  phone text,
  status text,
  key_status text,
  contact_since date,
  as_of date,
  refused text,
  primary key (import_id, tax_id, line)
);

create index import_row_refused on import_row (import_id, line) where refused is not null;

-- Which file gave it: the institution's own, or the tax registry's. Null: neither. The first import is the one by which the institution's
-- own file first named it: contacts that came with their employer do not cool off.
alter table employer add column source text check (source in ('registry', 'sri')), add column first_import_id uuid;

alter table branch add column source text check (source in ('registry', 'sri')), add column first_import_id uuid, add column status_as_of date;

alter table person add column as_of date;

-- The column of the file that a contact came from: a new value in a column takes the place of the old one.
alter table contact add column slot text check (slot in ('email', 'email_2', 'phone'));

create index contact_branch on contact (branch_id);

create index recovery_proven_by on recovery (proven_by) where state = 'proven';

create index recovery_representation on recovery (representation_id) where state = 'proven';

-- The planner has to know how large a freshly staged file and a freshly filled registry are; only an owner may analyze a table.
create function analyze_import() returns void language plpgsql security definer set search_path = public as $$
begin
  analyze import_row;
end $$;

create function analyze_registry() returns void language plpgsql security definer set search_path = public as $$
begin
  analyze employer, branch, person, representation, contact, credential;
end $$;
