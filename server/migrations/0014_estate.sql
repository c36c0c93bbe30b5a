-- Values that an environment stores for the code that runs in it.
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

-- Details of a business. Its settings for all its environments are in `settings`, the level above theirs.
alter table businesses
  add column email text,
  add column phone text,
  add column industry_key text,
  add column timezone text,
  add column settings jsonb not null default '{}';
comment on column businesses.timezone is 'Its name in the IANA database: the key that clients see is made of words that may change.';

alter table environments add column is_live boolean not null default false;
comment on column environments.is_live is 'Says to the team that production is in use; changes nothing.';

-- Pictures of an environment or an organization, as encoded again after the upload.
create table environment_logos (
  environment_id uuid not null references environments (id) on delete cascade,
  theme text not null check (theme in ('light', 'dark')),
  file_name text not null,
  image bytea not null,
  digest text not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, theme)
);
select gatehouse_isolate('environment_logos');
comment on table environment_logos is 'Owner: domain/logos. The logos of an environment, one for each colour scheme.';

create table organization_logos (
  environment_id uuid not null,
  organization_id uuid not null,
  theme text not null check (theme in ('light', 'dark')),
  file_name text not null,
  image bytea not null,
  digest text not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, organization_id, theme),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
select gatehouse_isolate('organization_logos');
comment on table organization_logos is 'Owner: domain/logos. The logos of an organization, shown in place of those of its environment.';

alter table installation add column base_origin text;
comment on column installation.base_origin is 'What the addresses of environments are made of; written at each start.';

-- An environment is removed with everything in it: foreign keys are checked when all of it is gone.
alter table properties alter constraint properties_environment_id_context_category_id_fkey deferrable;
alter table properties add foreign key (environment_id) references environments (id) on delete cascade;
