-- Append-only: the application's role is granted no update or delete, and the triggers refuse the owner too.
create table audit_event (
  id bigint primary key generated always as identity,
  occurred_at timestamptz not null,
  type text not null,
  actor text not null,
  subject uuid,
  details jsonb not null
);

create index audit_event_occurred on audit_event (occurred_at);

create index audit_event_subject on audit_event (subject);

create function audit_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the record is append-only';
end $$;

create trigger audit_event_row before update or delete on audit_event for each row execute function audit_event_is_append_only();

create trigger audit_event_table before truncate on audit_event for each statement execute function audit_event_is_append_only();
