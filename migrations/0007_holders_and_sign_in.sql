-- Nothing read it.
alter table recovery drop column holder_key;

-- A person is the holder of one personal key, as a branch is of one employer key.
alter table person add column birth_date date,
  add column status text not null default 'active' check (status in ('active', 'closed')),
  add column security_hold_since timestamptz,
  add column security_hold_reason text check (security_hold_reason in ('key_frozen_by_veto')),
  add column source text check (source in ('registry', 'people')),
  add column first_import_id uuid,
  add check ((security_hold_since is null) = (security_hold_reason is null));

-- A contact, a key and a notice are of one holder, of one kind, for ever.
alter table contact alter column branch_id drop not null, add column person_id uuid references person,
  add check (num_nonnulls(branch_id, person_id) = 1);

create unique index contact_once_of_person on contact (person_id, channel, value) where status = 'active';

create index contact_person on contact (person_id);

alter table notice add column person_id uuid references person, add check (num_nonnulls(branch_id, person_id) <= 1);

-- through_contact: the address through which a personal key was last set or unlocked.
alter table credential drop constraint credential_kind_check, alter column branch_id drop not null,
  add column person_id uuid references person,
  add column unlocked_at timestamptz,
  add column through_contact uuid references contact,
  add check (kind in ('employer', 'personal')),
  add check (num_nonnulls(branch_id, person_id) = 1),
  add check ((kind = 'employer') = (branch_id is not null)),
  add check (kind = 'personal' or unlocked_at is null);

create unique index credential_generation_of_person on credential (person_id, generation);

create unique index credential_one_living_of_person on credential (person_id) where status in ('external', 'active', 'blocked');

-- What has ended stays ended, a row is of one kind and one holder for ever, and an employer key is replaced, never unlocked.
create or replace function credential_guard() returns trigger language plpgsql as $$
begin
  if old.status in ('replaced', 'frozen') and not (old.status = 'replaced' and new.status = 'frozen') and new.status <> old.status then
    raise exception 'a % key never comes back', old.status;
  end if;
  if old.kind = 'employer' and old.status in ('blocked', 'external') and new.status = 'active' then
    raise exception 'an employer key is replaced, never unlocked';
  end if;
  if new.kind <> old.kind or new.branch_id is distinct from old.branch_id or new.person_id is distinct from old.person_id or new.generation <> old.generation then
    raise exception 'a credential keeps its kind, holder and generation';
  end if;
  return new;
end $$;

alter table employer_session add column device text not null default 'unknown' check (device in ('phone', 'tablet', 'computer', 'unknown'));

create table personal_session (
  hash text primary key,
  credential_id uuid not null references credential,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  device text not null check (device in ('phone', 'tablet', 'computer', 'unknown'))
);

create index personal_session_credential on personal_session (credential_id);

-- A browser that signed in with, or set, this generation of a key: no session, only a count of failures of its own.
create table known_browser (
  hash text not null,
  credential_id uuid not null references credential,
  failures integer not null default 0 check (failures >= 0),
  ends_at timestamptz not null,
  primary key (hash, credential_id)
);

create index known_browser_credential on known_browser (credential_id);

create index known_browser_ends on known_browser (ends_at);
