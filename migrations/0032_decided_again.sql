-- When an objection came up again, because whoever had decided against it is in doubt since. When it was made stays as it was.
alter table replacement_veto add column raised_again_at timestamptz;
