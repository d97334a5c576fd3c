-- How long the cases took that ended with a key, computed once a day. Null times: there were none.
create table measured_time (
  journey text primary key check (journey in ('recovery', 'unlock')),
  cases integer not null check (cases >= 0),
  median_seconds integer check (median_seconds >= 0),
  nine_in_ten_seconds integer check (nine_in_ten_seconds >= median_seconds),
  measured_at timestamptz not null,
  check ((cases = 0) = (median_seconds is null)),
  check ((cases = 0) = (nine_in_ten_seconds is null))
);
