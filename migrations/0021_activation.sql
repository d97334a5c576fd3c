-- Who may finish a case: one browser, for a while. How it proved is what the rules are told.
alter table replacement add column proof_hash text, add column proof_by text check (proof_by in ('contact_code', 'screen')),
  add column proof_ends_at timestamptz, add check (num_nonnulls(proof_hash, proof_by, proof_ends_at) in (0, 3)),
  add check (proof_hash is null or state = 'ready'),
  add check ((screen_hash is null) = (screen_ends_at is null));

-- What an office ended, and how it was before: a dispute that the contact wins puts it back.
alter table contact add column removed_through uuid references replacement;

alter table representation add column through_replacement uuid references replacement, add column valid_to_before date;

create index contact_removed_through on contact (removed_through) where removed_through is not null;

create index contact_through_replacement on contact (through_replacement) where through_replacement is not null;

create index representation_through_replacement on representation (through_replacement) where through_replacement is not null;
