-- Whom an address serves is asked by mailbox, however it is written: a registry has one accountant's address in several ways.
drop index contact_value;

create index contact_mailbox on contact (channel, lower(value)) where status = 'active';
