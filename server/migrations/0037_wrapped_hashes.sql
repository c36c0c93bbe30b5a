alter table password_credentials
  add column password_id uuid not null default gen_random_uuid(),
  add column import_id uuid;
comment on column password_credentials.password_id is 'Another one for each password that is set; it stays when the same password is hashed in another way.';
comment on column password_credentials.import_id is 'Which import brought a hash that is still sealed.';
comment on column password_credentials.hash is
  'argon2id; `imported:` a slow hash as another system made it; `sealed:` a fast one that waits to be wrapped; `wrapped:` argon2id of its digest.';
create index password_credentials_sealed on password_credentials (environment_id, import_id) where hash like 'sealed:%';

alter table imports add column sealed_rows integer not null default 0;
comment on column imports.sealed_rows is 'Passwords of the file that are fast to guess and were sealed; the import is `wrapping` until none is left.';
alter table imports drop constraint imports_state_check;
alter table imports add constraint imports_state_check
  check (state in ('receiving', 'queued', 'running', 'wrapping', 'finished', 'failed'));
