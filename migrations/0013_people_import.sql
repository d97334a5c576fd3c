-- The number of whom a line is about, by which an import walks its rows: an employer's tax id, or a person's national id.
alter table import_row rename column tax_id to subject;

-- A line about a person names no employer.
alter table import_row add column birth_date date,
  alter column kind drop not null,
  alter column legal_name drop not null,
  alter column branch_code drop not null,
  add check (num_nonnulls(kind, legal_name, branch_code) in (0, 3)),
  add check (kind is not null or (national_id = subject and full_name is not null));

alter table registry_import drop constraint registry_import_format_check,
  add constraint registry_import_format_check check (format in ('registry', 'people', 'sri'));
