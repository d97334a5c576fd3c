-- One passkey of an account can be removed by its owner, who hears of it, as the auditors do.
alter table staff_message drop constraint staff_message_kind_check;

alter table staff_message add constraint staff_message_kind_check
  check (kind in ('enrolment_link', 'invited', 'confirmed', 'change_asked', 'changed', 'change_withdrawn', 'removed', 'passkey_added', 'passkey_removed'));
