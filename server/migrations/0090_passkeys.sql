-- Passkeys (WebAuthn), which prove a person at one host.
create table passkeys (
  environment_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  credential_id bytea not null,
  public_key bytea not null,
  rp_id text collate "C" not null,
  user_handle bytea not null,
  aaguid uuid not null,
  transports text[] not null,
  is_synced boolean not null,
  sign_count bigint not null,
  name text,
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3),
  primary key (environment_id, id),
  constraint passkeys_credential_unique unique (environment_id, credential_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index passkeys_by_user on passkeys (environment_id, user_id);
comment on table passkeys is 'Owner: domain/passkeys. Public keys of authenticators; each is valid at one host only.';
comment on column passkeys.rp_id is 'The host at which it was registered, and at which alone it can be used.';
comment on column passkeys.user_handle is 'The name of the account inside the authenticator; never an address.';
comment on column passkeys.is_synced is 'The authenticator may copy it to other devices of the person.';
comment on column passkeys.name is 'Chosen by the person or an administrator; null for the name of the authenticator.';

create table spent_passkey_challenges (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  digest bytea not null,
  expires_at timestamptz(3) not null,
  primary key (environment_id, id),
  constraint spent_passkey_challenges_unique unique (environment_id, digest)
);
create index spent_passkey_challenges_by_expiry on spent_passkey_challenges (environment_id, expires_at);
comment on table spent_passkey_challenges is 'Owner: domain/passkeys. Challenges that were answered: each is accepted once. A live one is a signed text in its page.';

create table passkey_refusals (
  environment_id uuid not null,
  user_id uuid not null,
  refused_at timestamptz(3) not null,
  primary key (environment_id, user_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
comment on table passkey_refusals is 'Owner: domain/passkeys. People who answered "Not now" when they were offered a passkey.';

select gatehouse_isolate('passkeys');
select gatehouse_isolate('spent_passkey_challenges');
select gatehouse_isolate('passkey_refusals');
