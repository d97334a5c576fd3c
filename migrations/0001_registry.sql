-- Statements are separated by an empty line, and hold none themselves.

create table employer (
  id uuid primary key,
  tax_id text not null unique check (tax_id ~ '^[0-9]{13}$'),
  kind text not null check (kind in ('company', 'natural_person', 'public_body', 'domestic')),
  legal_name text not null,
  status text not null check (status in ('active', 'closed')),
  as_of date
);

-- A branch is the holder of one employer key.
create table branch (
  id uuid primary key,
  employer_id uuid not null references employer,
  code text not null check (code ~ '^[0-9]{4}$'),
  name text,
  canton text,
  status text not null check (status in ('active', 'closed')),
  security_hold_since timestamptz,
  security_hold_reason text check (security_hold_reason in ('key_frozen_by_veto')),
  as_of date,
  unique (employer_id, code),
  check ((security_hold_since is null) = (security_hold_reason is null))
);

create table person (
  id uuid primary key,
  national_id text not null unique check (national_id ~ '^[0-9]{10}$'),
  full_name text not null
);

-- branch_id null: for every branch of the employer.
create table representation (
  id uuid primary key,
  employer_id uuid not null references employer,
  branch_id uuid references branch,
  person_id uuid not null references person,
  role text not null,
  valid_from date not null,
  valid_to date,
  source text not null,
  as_of date,
  unique nulls not distinct (employer_id, branch_id, person_id, role, valid_from)
);

create index representation_person on representation (person_id);

-- No row is ever deleted: a removed contact keeps notice and veto for a while, and the record names it.
create table contact (
  id uuid primary key,
  branch_id uuid not null references branch,
  channel text not null check (channel in ('email', 'phone')),
  value text not null,
  status text not null check (status in ('active', 'removed')),
  since timestamptz not null,
  cools_until timestamptz,
  source text not null,
  last_used_at timestamptz not null,
  bounced_at timestamptz,
  removed_at timestamptz,
  as_of date,
  check ((status = 'removed') = (removed_at is not null))
);

create unique index contact_once on contact (branch_id, channel, value) where status = 'active';

create index contact_value on contact (channel, value) where status = 'active';

-- 'external': a key exists elsewhere; it is replaced here at the first recovery.
create table credential (
  id uuid primary key,
  kind text not null check (kind = 'employer'),
  branch_id uuid not null references branch,
  generation integer not null check (generation >= 1),
  status text not null check (status in ('external', 'active', 'blocked', 'replaced', 'frozen')),
  blocked_reason text check (blocked_reason in ('failed_sign_ins')),
  hash text,
  pepper_version integer,
  set_at timestamptz not null,
  ended_at timestamptz,
  unique (branch_id, generation),
  check ((hash is null) = (pepper_version is null)),
  check (status <> 'active' or hash is not null),
  check ((status = 'blocked') = (blocked_reason is not null)),
  check ((status in ('replaced', 'frozen')) = (ended_at is not null))
);

create unique index credential_one_living on credential (branch_id) where status in ('external', 'active', 'blocked');

-- What has ended stays ended, and a row is of one kind and one holder for ever.
create function credential_guard() returns trigger language plpgsql as $$
begin
  if old.status in ('replaced', 'frozen') and not (old.status = 'replaced' and new.status = 'frozen') and new.status <> old.status then
    raise exception 'a % key never comes back', old.status;
  end if;
  if new.kind <> old.kind or new.branch_id <> old.branch_id or new.generation <> old.generation then
    raise exception 'a credential keeps its kind, holder and generation';
  end if;
  return new;
end $$;

create trigger credential_guard before update on credential for each row execute function credential_guard();

create table employer_session (
  hash text primary key,
  credential_id uuid not null references credential,
  started_at timestamptz not null,
  seen_at timestamptz not null
);

create index employer_session_credential on employer_session (credential_id);
