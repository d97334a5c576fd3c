-- Since when a case waits for an agent: of a walk-in since the person came. A submitted case without it is a wish of somebody who has not come.
alter table replacement add column queued_at timestamptz;

create index replacement_to_take on replacement (office, queued_at) where state in ('submitted', 'in_review');

create index replacement_leased_by on replacement (leased_by) where leased_by is not null;

-- Why a member of staff worked on a case of another office: the newest reason. Every one is in the record.
create table case_access (
  replacement_id uuid not null references replacement on delete cascade,
  staff_id uuid not null references staff_member,
  reason text not null,
  given_at timestamptz not null,
  primary key (replacement_id, staff_id)
);

create index replacement_typed_person on replacement ((typed ->> 'nationalId'));
