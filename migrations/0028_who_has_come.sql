-- Filed cases whose applicant has not come are in no queue, however many anybody files: the index of the next case leaves them out.
create index replacement_next on replacement (office, (state = 'submitted') desc, (greatest(coalesce(queued_at, moved_at), moved_at)), id)
  where state in ('submitted', 'in_review') and (state = 'in_review' or queued_at is not null);

drop index replacement_in_turn;
