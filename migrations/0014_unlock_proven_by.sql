-- A file that removes contacts asks which cases they proved.
create index unlock_proven_by on unlock (proven_by) where state = 'proven';
