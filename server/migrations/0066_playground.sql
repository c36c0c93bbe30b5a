-- The playground of an environment that is not production, and the sign-ins that administrators try with it.
alter table applications drop constraint applications_built_in_check;
alter table applications add constraint applications_built_in_check check (built_in in ('console', 'playground'));

create table playground_requests (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  state_digest bytea not null,
  console_session uuid not null,
  browser_digest bytea not null,
  verifier_sealed bytea not null,
  redirect_uri text not null,
  flow_id uuid,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, state_digest)
);
create index playground_requests_by_expiry on playground_requests (environment_id, expires_at);
select gatehouse_isolate('playground_requests');
comment on table playground_requests is 'Owner: domain/playground. Sign-ins that administrators try and that have not been answered; the answer deletes the row.';
comment on column playground_requests.console_session is 'The session of the administrator, in the environment that administrators sign in to.';
comment on column playground_requests.flow_id is 'The conversation that it led to; null: no page was needed.';
