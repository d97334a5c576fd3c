-- A new link for a lost passkey, or other details of an account: one administrator asks, another confirms. Nobody does either for themselves.
create table staff_change (
  id uuid primary key,
  staff_id uuid not null references staff_member,
  kind text not null check (kind in ('new_link', 'details')),
  email text,
  office text,
  roles text[] check (cardinality(roles) >= 1 and roles <@ array['agent', 'approver', 'supervisor', 'auditor', 'administrator']),
  asked_by uuid not null references staff_member,
  asked_at timestamptz not null,
  settled_by uuid references staff_member,
  settled_at timestamptz,
  outcome text check (outcome in ('confirmed', 'withdrawn')),
  check (num_nonnulls(settled_at, outcome) in (0, 2)),
  check (asked_by <> staff_id),
  check (outcome is distinct from 'confirmed' or (settled_by is not null and settled_by <> asked_by and settled_by <> staff_id)),
  check ((kind = 'details') = (roles is not null and email is not null))
);

-- One of each kind waits at a time, so that what is confirmed is what was seen.
create unique index staff_change_waiting on staff_change (staff_id, kind) where outcome is null;

-- Nobody confirms their own account, also where nobody is known to have invited it.
alter table staff_member add check (confirmed_by <> id), add check (removed_by <> id);

-- What staff are told by e-mail, at the address they had then. The link of an enrolment is made when it is sent.
create table staff_message (
  id uuid primary key,
  kind text not null check (kind in ('enrolment_link', 'invited', 'confirmed', 'change_asked', 'changed', 'change_withdrawn', 'removed', 'passkey_added')),
  email text not null,
  about uuid not null references staff_member,
  by_staff uuid references staff_member,
  change_id uuid references staff_change,
  made_at timestamptz not null,
  sent_at timestamptz,
  failed_at timestamptz
);

create index staff_message_about on staff_message (about);
