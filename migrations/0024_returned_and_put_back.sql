-- Why an approver returned a case: a code, on the note that goes with it. Other notes have none.
alter table replacement_note add column return_reason text;

-- Approvers who took a case and gave it back undecided: it goes to another first. Counts until the case is proposed anew.
create table approval_put_back (
  replacement_id uuid not null references replacement on delete cascade,
  staff_id uuid not null references staff_member,
  put_back_at timestamptz not null,
  primary key (replacement_id, staff_id)
);
