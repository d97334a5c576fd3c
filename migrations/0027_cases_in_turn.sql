-- The next case for an agent is the first of this index, however many wait behind it. The order is that of src/replacement/console/store.ts.
create index replacement_in_turn on replacement (office, (state = 'submitted') desc, (greatest(coalesce(queued_at, moved_at), moved_at)), id)
  where state in ('submitted', 'in_review');

drop index replacement_to_take;
