-- Set when the retries ran out before every contact had been reached; done_at then stays empty.
alter table notice add column gave_up_at timestamptz check (gave_up_at is null or done_at is null);

create index notice_open on notice (created_at) where done_at is null;
