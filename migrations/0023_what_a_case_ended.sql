-- Which case wrote a representation, and which one ended it, are two things: of two false cases undone in any order nothing is left.
alter table representation add column ended_through uuid references replacement;

update representation set ended_through = through_replacement, through_replacement = null where valid_to_before is not null;

create index representation_ended_through on representation (ended_through) where ended_through is not null;

-- Whoever examined or asked anything of a case neither approves it nor opens its screen, whatever asks for it.
create function refuse_approval_by_preparer() returns trigger language plpgsql as $$ begin
  if exists (select 1 from requirement_result where replacement_id = new.id and found_by in (new.approved_by, new.screen_by))
    or exists (select 1 from requirement_ask where replacement_id = new.id and asked_by in (new.approved_by, new.screen_by)) then
    raise exception 'whoever prepared a case neither approves it nor opens its screen' using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger replacement_approved_by_another before insert or update of approved_by, screen_by on replacement
  for each row when (new.approved_by is not null or new.screen_by is not null) execute function refuse_approval_by_preparer();
