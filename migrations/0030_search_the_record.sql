-- The newest entries of a kind that is seldom recorded, without reading all that was recorded since.
create index audit_event_type on audit_event (type, occurred_at);

-- Whose names a page of the record showed to an auditor: found by whoever asks who looked at somebody.
create index audit_event_named on audit_event using gin ((details -> 'named')) where type = 'staff.viewed' and details ? 'named';
