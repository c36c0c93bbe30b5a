-- Organizations, applications, users and what proves who they are.

create table data_keys (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  wrapped bytea not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, id)
);
comment on table data_keys is 'Owner: platform/crypto. Keys that encrypt secrets of one environment, wrapped by the master key.';

create table signing_keys (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  kid text not null,
  public_jwk jsonb not null,
  private_key_sealed bytea not null,
  created_at timestamptz(3) not null,
  activates_at timestamptz(3) not null,
  retires_at timestamptz(3),
  primary key (environment_id, id),
  unique (environment_id, kid)
);
comment on table signing_keys is 'Owner: domain/signing-keys. RSA keys that sign tokens.';

create table organizations (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  code text not null,
  name text not null,
  handle text,
  external_id text,
  is_default boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, code),
  unique (environment_id, handle)
);
create unique index organizations_one_default on organizations (environment_id) where is_default;
comment on table organizations is 'Owner: domain/organizations. Groups of users that share roles and settings.';

create table applications (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  name text not null,
  type text not null check (type in ('reg', 'spa', 'm2m', 'device')),
  organization_id uuid,
  redirect_uris text[] not null default '{}',
  logout_uris text[] not null default '{}',
  login_uri text,
  homepage_uri text,
  management_scopes text[] not null default '{}',
  settings jsonb not null default '{}',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
create index applications_by_name on applications (environment_id, (name collate "C"), id);
comment on table applications is 'Owner: domain/applications. Registrations of OAuth clients.';
comment on column applications.management_scopes is 'Scopes of the Management API this application may ask for; empty: not authorised for it.';

create table application_secrets (
  environment_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  digest bytea not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade
);
create index application_secrets_by_application on application_secrets (environment_id, application_id);
comment on table application_secrets is 'Owner: domain/applications. Digests of client secrets.';

create table users (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  given_name text,
  family_name text,
  picture text,
  provided_id text,
  is_suspended boolean not null default false,
  is_password_reset_requested boolean not null default false,
  profile_updated_at timestamptz(3) not null,
  claims_changed_at timestamptz(3) not null,
  last_signed_in_at timestamptz(3),
  total_sign_ins integer not null default 0,
  failed_sign_ins integer not null default 0,
  created_at timestamptz(3) not null,
  primary key (environment_id, id)
);
create unique index users_by_provided_id on users (environment_id, (provided_id collate "C")) where provided_id is not null;
comment on table users is 'Owner: domain/users. The person.';

create table identities (
  environment_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('email', 'username', 'phone')),
  value text not null,
  normalized text collate "C" not null,
  is_primary boolean not null,
  verified_at timestamptz(3),
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  constraint identities_normalized_unique unique (environment_id, kind, normalized),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index identities_by_user on identities (environment_id, user_id);
-- Also what a token's claims are read by: with every column in the condition, no plan starts at all addresses instead.
create unique index identities_one_primary on identities (environment_id, user_id, kind) where is_primary;
comment on table identities is 'Owner: domain/identities. By what a user signs in: as typed, and normalised for comparison.';

create table password_credentials (
  environment_id uuid not null,
  user_id uuid not null,
  hash text not null,
  is_temporary boolean not null default false,
  created_at timestamptz(3) not null,
  primary key (environment_id, user_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
comment on table password_credentials is 'Owner: domain/credentials. One password per user, argon2id.';

create table memberships (
  environment_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, organization_id, user_id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index memberships_by_user on memberships (environment_id, user_id);
comment on table memberships is 'Owner: domain/memberships. Who belongs to which organization.';

create table administrators (
  environment_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('owner', 'admin')),
  created_at timestamptz(3) not null,
  primary key (environment_id, user_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
comment on table administrators is 'Owner: domain/administrators. Users of the control environment who operate this installation.';

create table setup_links (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  digest bytea not null,
  created_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (environment_id, id),
  unique (environment_id, digest)
);
comment on table setup_links is 'Owner: domain/administrators. One-time links that create the first administrator.';

create table tombstones (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  kind text not null,
  deleted_at timestamptz(3) not null,
  primary key (environment_id, id)
);
comment on table tombstones is 'Owner: domain/users. Ids of deleted users and applications, never used again.';
