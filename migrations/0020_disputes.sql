-- A contact that a supervisor found to be wrong: removed, without the veto and the notices that a removed one keeps for a while.
alter table contact add column suspended_at timestamptz,
  add check (suspended_at is null or status = 'removed');

-- An activated case that a contact disputes stands beside the case with which the holder gets out of it: the key is frozen already.
drop index replacement_one_for_branch;

create unique index replacement_one_for_branch on replacement (branch_id)
  where state in ('in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready', 'disputed')
    and disputed_from is distinct from 'activated';

drop index replacement_one_for_person;

create unique index replacement_one_for_person on replacement (person_id)
  where state in ('in_review', 'awaiting_applicant', 'proposed', 'approved', 'waiting', 'ready', 'disputed')
    and disputed_from is distinct from 'activated';

create index replacement_veto_contact on replacement_veto (contact_id);

create index dispute_resolution_replacement on dispute_resolution (replacement_id);
