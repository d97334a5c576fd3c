-- Whose work was in doubt when the account was removed: what they had found for requirements by then counts no more.
alter table staff_member add column work_voided_at timestamptz;
