-- Values that an environment keeps for the code that runs in it.
create table environment_variables (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  key text collate "C" not null,
  is_secret boolean not null,
  sealed_value bytea not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id)
);
create unique index environment_variables_by_key on environment_variables (environment_id, key);
select gatehouse_isolate('environment_variables');
comment on table environment_variables is 'Owner: domain/environment-variables. Values that an environment keeps for the code that runs in it.';
comment on column environment_variables.sealed_value is 'Sealed whether or not it is secret: a variable may be marked so later.';
