-- Whoever invites gives the name of an account, and another administrator confirms it: nobody chooses their own.
update staff_member set name = email where name is null;

alter table staff_member alter column name set not null;

alter table staff_change add column name text;
