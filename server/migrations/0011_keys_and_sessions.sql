-- Rotation of signing keys, and facts about sessions.

-- Until now an environment had one key, and no record of the lifetimes of its tokens: a year at most.
alter table signing_keys
  add column generation integer not null default 1,
  add column longest_lifetime_seconds integer not null default 31536000,
  add column revoked_at timestamptz(3),
  drop column retires_at,
  add constraint signing_keys_generation_unique unique (environment_id, generation);
alter table signing_keys
  alter column generation drop default,
  alter column longest_lifetime_seconds set default 0;
comment on column signing_keys.generation is 'A key signs until a later one is active; two rotations at once cannot make the same.';
comment on column signing_keys.longest_lifetime_seconds is 'Of anything it signed: how long it must stay published once it signs no more.';

alter table sessions
  add column last_ip text,
  add column last_user_agent text;
comment on column sessions.ip is 'Where it began; where it was used last is last_ip.';
create index sessions_by_expiry on sessions (environment_id, expires_at);

-- Also finds the organization that a session entered last.
drop index grants_by_session;
create index grants_by_session on grants (environment_id, session_id, created_at);

-- Back-channel logout (OpenID Connect Back-Channel Logout 1.0).

alter table sessions add column issuer text;
comment on column sessions.issuer is 'The origin that it was opened at, where alone its cookie is known: the iss of its logout tokens.';

alter table applications add column backchannel_logout_uri text;
comment on column applications.backchannel_logout_uri is 'Where it is told of sessions that ended.';

create table logout_notices (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  application_id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  issuer text not null,
  created_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  tries integer not null default 0,
  problem text,
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade
);
create index logout_notices_by_due on logout_notices (environment_id, due_at);
create index logout_notices_by_application on logout_notices (environment_id, application_id);
comment on table logout_notices is 'Owner: domain/backchannel-logout. Which application is still to be told of which ended session; the user may be gone by then.';

select gatehouse_isolate('logout_notices'::regclass);
comment on column logout_notices.problem is 'The failure of the last try.';

create table logout_deliveries (
  environment_id uuid not null references environments (id) on delete cascade,
  application_id uuid not null,
  delivered_at timestamptz(3),
  failed_at timestamptz(3),
  problem text,
  primary key (environment_id, application_id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade
);
comment on table logout_deliveries is 'Owner: domain/backchannel-logout. When an application last accepted a notice, and when and why the last try failed.';

select gatehouse_isolate('logout_deliveries'::regclass);
