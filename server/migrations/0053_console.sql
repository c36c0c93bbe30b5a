-- Applications that the product registers for itself. They are in no list, and only the product registers them.
alter table applications add column built_in text check (built_in in ('console'));
create unique index applications_built_in on applications (environment_id, built_in) where built_in is not null;
comment on column applications.built_in is 'What the product uses it for; null: somebody registered it.';
