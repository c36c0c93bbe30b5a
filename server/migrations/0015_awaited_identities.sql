-- Files of users know a connection by its name, and may come before the connection does.
create table awaited_identities (
  environment_id uuid not null,
  kind text not null check (kind in ('social', 'enterprise')),
  connection_name text collate "C" not null,
  normalized text collate "C" not null,
  value text not null,
  email text,
  user_id uuid not null,
  created_at timestamptz(3) not null,
  constraint awaited_identities_pkey primary key (environment_id, kind, connection_name, normalized),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index awaited_identities_by_user on awaited_identities (environment_id, user_id);
create unique index awaited_identities_one_enterprise on awaited_identities (environment_id, user_id) where kind = 'enterprise';
select gatehouse_isolate('awaited_identities');
comment on table awaited_identities is 'Owner: domain/identities. What imported users are at a connection that is known by its name only: nobody signs in by one.';
comment on column awaited_identities.email is 'The address at the provider, normalised.';
