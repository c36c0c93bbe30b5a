-- The page where people manage their own account.
alter table applications drop constraint applications_built_in_check;
alter table applications add constraint applications_built_in_check check (built_in in ('console', 'playground', 'account'));

create table address_claims (
  environment_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  kind text not null check (kind in ('email', 'phone')),
  value text not null,
  normalized text collate "C" not null,
  digest bytea not null,
  tries integer not null default 0,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index address_claims_by_user on address_claims (environment_id, user_id);
create index address_claims_by_expiry on address_claims (environment_id, expires_at);
select gatehouse_isolate('address_claims');
comment on table address_claims is 'Owner: domain/address-changes. Addresses that people want to add, and that wait for the code which was sent there.';

create table address_undos (
  environment_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_digest bytea not null,
  former jsonb,
  added_identity_id uuid,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (environment_id, id),
  unique (environment_id, token_digest),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index address_undos_by_user on address_undos (environment_id, user_id);
create index address_undos_by_expiry on address_undos (environment_id, expires_at);
select gatehouse_isolate('address_undos');
comment on table address_undos is 'Owner: domain/address-changes. Changes of addresses that the mail to the former address can undo.';
comment on column address_undos.former is 'The identity as it was: kind, typed, normalized, isPrimary; null: nothing was taken away.';
comment on column address_undos.added_identity_id is 'The identity that the undo takes away again; null: none.';
