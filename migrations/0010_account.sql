-- A new address that waits for the code sent to it. One at a time for a holder; only keyed hashes of codes. session_hash: the browser that asked.
create table contact_change (
  id uuid primary key,
  branch_id uuid unique references branch,
  person_id uuid unique references person,
  credential_id uuid not null references credential,
  session_hash text not null,
  replaces uuid references contact,           -- null: it is added beside the others
  channel text not null check (channel in ('email', 'phone')),
  value text not null,
  language text not null check (language in ('es', 'en')),
  codes jsonb not null,
  tries_left integer not null check (tries_left >= 0),
  asked_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz,
  check (num_nonnulls(branch_id, person_id) = 1)
);

create index contact_change_asked on contact_change (asked_at);

-- What a signed-in holder changed. A contact that does not recognise a change takes the account back to before it.
create table account_change (
  id uuid primary key,
  branch_id uuid references branch,
  person_id uuid references person,
  credential_id uuid not null references credential,
  kind text not null check (kind in ('contact', 'saved_code_made', 'saved_code_withdrawn', 'hardening_chosen', 'hardening_given_up')),
  removed_contact uuid references contact,
  added_contact uuid references contact,
  saved_code uuid references saved_code,
  hardened_before timestamptz,
  language text not null check (language in ('es', 'en')),
  at timestamptz not null,
  undone_at timestamptz,
  undone_by uuid references contact,
  check (num_nonnulls(branch_id, person_id) = 1),
  check ((kind = 'contact') = (added_contact is not null)),
  check ((kind in ('saved_code_made', 'saved_code_withdrawn')) = (saved_code is not null)),
  check ((kind = 'hardening_given_up') = (hardened_before is not null)),
  check (kind = 'contact' or branch_id is not null),
  check ((undone_at is null) = (undone_by is null))
);

create index account_change_branch on account_change (branch_id, at) where branch_id is not null;

create index account_change_person on account_change (person_id, at) where person_id is not null;

create index account_change_undone on account_change (credential_id) where undone_at is not null;

create table account_veto_token (
  hash text primary key,
  change_id uuid not null references account_change,
  contact_id uuid not null references contact
);

alter table saved_code drop constraint saved_code_ended_by_check;

alter table saved_code add constraint saved_code_ended_by_check check (ended_by in ('used', 'made_anew', 'withdrawn', 'vetoed'));
