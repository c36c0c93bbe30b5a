-- Second factors of people, their recovery codes and trusted browsers, and the exemptions of organizations.

create table factors (
  environment_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('authenticator', 'email', 'sms')),
  address text,
  address_normalized text collate "C",
  seed_sealed bytea,
  last_step integer,
  created_at timestamptz(3) not null,
  usage_count integer not null default 0,
  last_used_at timestamptz(3),
  primary key (environment_id, id),
  unique (environment_id, user_id, kind),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  check ((kind = 'authenticator') = (seed_sealed is not null)),
  check ((kind = 'authenticator') = (address_normalized is null))
);
select gatehouse_isolate('factors');
comment on table factors is 'Owner: domain/factors. Second factors that people confirmed with a code; at most one of each kind.';
comment on column factors.last_step is 'The last time step (RFC 6238) whose code was accepted. Only codes of later steps are accepted.';

create table recovery_codes (
  environment_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  digest bytea not null,
  created_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (environment_id, id),
  unique (environment_id, user_id, digest),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
select gatehouse_isolate('recovery_codes');
comment on table recovery_codes is 'Owner: domain/factors. Keyed digests of codes that each replace a second factor once.';

create table trusted_devices (
  environment_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  organization_id uuid,
  digest bytea not null,
  factor text not null check (factor in ('authenticator', 'email', 'sms', 'passkey')),
  ip text,
  user_agent text,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  expires_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, digest),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
create index trusted_devices_by_user on trusted_devices (environment_id, user_id);
create index trusted_devices_by_organization on trusted_devices (environment_id, organization_id);
create index trusted_devices_by_expiry on trusted_devices (environment_id, expires_at);
select gatehouse_isolate('trusted_devices');
comment on table trusted_devices is 'Owner: domain/factors. Browsers that passed a second factor and are not asked again for a time.';
comment on column trusted_devices.organization_id is 'The organization whose policy was in force; null: the policy of the environment.';
comment on column trusted_devices.factor is 'The kind of factor that the browser passed.';

create table declined_factors (
  environment_id uuid not null,
  user_id uuid not null,
  declined_at timestamptz(3) not null,
  primary key (environment_id, user_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
select gatehouse_isolate('declined_factors');
comment on table declined_factors is 'Owner: domain/factors. People who declined an optional second factor and are not asked again.';

create table factor_exempt_roles (
  environment_id uuid not null,
  organization_id uuid not null,
  role_id uuid not null,
  business_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, organization_id, role_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  foreign key (business_id, role_id) references roles (business_id, id) on delete cascade
);
create index factor_exempt_roles_by_role on factor_exempt_roles (environment_id, business_id, role_id);
select gatehouse_isolate('factor_exempt_roles');
comment on table factor_exempt_roles is 'Owner: domain/factors. Roles whose holders an organization does not ask for a second factor.';

create table factor_exempt_connections (
  environment_id uuid not null,
  organization_id uuid not null,
  connection_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, organization_id, connection_id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
select gatehouse_isolate('factor_exempt_connections');
comment on table factor_exempt_connections is 'Owner: domain/factors. Enterprise connections after which an organization asks for no second factor.';
