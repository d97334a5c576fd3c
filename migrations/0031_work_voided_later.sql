-- The work of a removed account can be put in doubt later, when what it did is found out: the auditors hear of it.
alter table staff_message drop constraint staff_message_kind_check;

alter table staff_message add constraint staff_message_kind_check
  check (kind in ('enrolment_link', 'invited', 'confirmed', 'change_asked', 'changed', 'change_withdrawn', 'removed', 'work_voided', 'passkey_added',
    'passkey_removed'));
