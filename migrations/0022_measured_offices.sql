-- How long a case with an office takes, from the identity step to its end, is measured beside the journeys online.
alter table measured_time drop constraint measured_time_journey_check,
  add constraint measured_time_journey_check check (journey in ('recovery', 'unlock', 'office'));
