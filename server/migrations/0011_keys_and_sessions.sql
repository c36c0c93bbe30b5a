-- Rotation of signing keys; what is known of a session.

-- Until now an environment had one key, and nothing was written down of how long its tokens live: a year at most.
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
