-- Device authorization (RFC 8628).

create table device_codes (
  environment_id uuid not null,
  id uuid not null,
  digest bytea not null,
  user_code_digest bytea not null,
  application_id uuid not null,
  scopes text[] not null,
  audiences text[] not null,
  issuer text not null,
  requested_ip text not null,
  requested_user_agent text not null,
  state text not null check (state in ('pending', 'approved', 'denied', 'used')),
  interval_seconds integer not null,
  last_polled_at timestamptz(3),
  claimed_by bytea,
  grant_id uuid,
  decided_at timestamptz(3),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, digest),
  constraint device_codes_user_code_unique unique (environment_id, user_code_digest),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade,
  foreign key (environment_id, grant_id) references grants (environment_id, id) on delete cascade
);
create index device_codes_by_application on device_codes (environment_id, application_id);
create index device_codes_by_grant on device_codes (environment_id, grant_id);
create index device_codes_by_expiry on device_codes (environment_id, expires_at);
comment on table device_codes is 'Owner: domain/device-codes. What devices ask for, until a person has decided and the device has fetched its tokens.';
comment on column device_codes.claimed_by is 'Digest of the secret of the browser that typed the code: no other may decide.';

select gatehouse_isolate('device_codes'::regclass);
