-- Keys are keyed hashes of what was typed or of the source; neither stands here in the clear.

create table limit_window (
  key text primary key,
  name text not null,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  count integer not null check (count >= 0)
);

create index limit_window_ends on limit_window (ends_at);

-- When the last day's messages to one holder, RUC or destination were allowed (milliseconds since 1970).
create table message_budget (
  key text primary key,
  allowed_at jsonb not null,
  ends_at timestamptz not null
);

create index message_budget_ends on message_budget (ends_at);

create table spent_challenge (
  id text primary key,
  ends_at timestamptz not null
);

create index spent_challenge_ends on spent_challenge (ends_at);
