-- Flows, sessions, grants and tokens; and what is kept by time.

create table flows (
  environment_id uuid not null,
  id uuid not null,
  browser_digest bytea not null,
  application_id uuid not null,
  -- json keeps text as it came; jsonb refuses the U+0000 that a client may send in its state (AS-15).
  request json not null,
  facts jsonb not null,
  version integer not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  finished_at timestamptz(3),
  result_sealed bytea,
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade
);
create index flows_by_expiry on flows (environment_id, expires_at);
comment on table flows is 'Owner: flows/engine. Conversations with a browser: the request, and the facts established so far.';

create table one_time_codes (
  environment_id uuid not null,
  id uuid not null,
  flow_id uuid not null,
  purpose text not null check (purpose in ('sign_in', 'reset')),
  destination text collate "C" not null,
  digest bytea not null,
  tries integer not null default 0,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  voided_at timestamptz(3),
  primary key (environment_id, id),
  foreign key (environment_id, flow_id) references flows (environment_id, id) on delete cascade
);
create unique index one_time_codes_current on one_time_codes (environment_id, flow_id, purpose) where used_at is null and voided_at is null;
create index one_time_codes_by_flow on one_time_codes (environment_id, flow_id);
comment on table one_time_codes is 'Owner: domain/credentials. Codes sent to an address, bound to flow, purpose and destination.';

create table rate_limits (
  environment_id uuid not null references environments (id) on delete cascade,
  bucket text collate "C" not null,
  count integer not null,
  window_ends_at timestamptz(3) not null,
  primary key (environment_id, bucket)
);
comment on table rate_limits is 'Owner: platform/rate-limits. Exact limits on guesses and costs.';

create table sessions (
  environment_id uuid not null,
  id uuid not null,
  token_digest bytea not null,
  user_id uuid not null,
  method text not null,
  amr text[] not null,
  authenticated_at timestamptz(3) not null,
  last_active_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  ip text,
  user_agent text,
  primary key (environment_id, id),
  unique (environment_id, token_digest),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index sessions_by_user on sessions (environment_id, user_id);
comment on table sessions is 'Owner: domain/sessions. Signed-in browsers.';

create table grants (
  environment_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  user_id uuid not null,
  organization_id uuid,
  session_id uuid,
  scopes text[] not null,
  audiences text[] not null,
  method text not null,
  amr text[] not null,
  authenticated_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade,
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
create index grants_by_user on grants (environment_id, user_id);
create index grants_by_session on grants (environment_id, session_id);
create index grants_by_application on grants (environment_id, application_id);
comment on table grants is 'Owner: domain/grants. What a user allowed a client; every token of a sign-in hangs on one.';

create table authorization_codes (
  environment_id uuid not null,
  id uuid not null,
  digest bytea not null,
  grant_id uuid not null,
  application_id uuid not null,
  redirect_uri text not null,
  code_challenge text,
  -- The bytes of it: text refuses U+0000 (AS-15).
  nonce bytea,
  issuer text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (environment_id, id),
  unique (environment_id, digest),
  foreign key (environment_id, grant_id) references grants (environment_id, id) on delete cascade
);
create index authorization_codes_by_grant on authorization_codes (environment_id, grant_id);
create index authorization_codes_by_expiry on authorization_codes (environment_id, expires_at);
comment on table authorization_codes is 'Owner: domain/tokens. Redeemed once (RFC 6749 section 4.1.2).';

create table refresh_tokens (
  environment_id uuid not null,
  id uuid not null,
  digest bytea not null,
  grant_id uuid not null,
  application_id uuid not null,
  issuer text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  rotated_at timestamptz(3),
  successor_sealed bytea,
  primary key (environment_id, id),
  unique (environment_id, digest),
  foreign key (environment_id, grant_id) references grants (environment_id, id) on delete cascade
);
create index refresh_tokens_by_grant on refresh_tokens (environment_id, grant_id);
create index refresh_tokens_by_expiry on refresh_tokens (environment_id, expires_at);
comment on table refresh_tokens is 'Owner: domain/tokens. Rotated at each use; a grant is the family.';

create table posted_messages (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  digest bytea not null,
  body text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, digest)
);
comment on table posted_messages is 'Owner: flows/oauth. Requests posted from another site, kept under a one-time handle until our own GET.';

create table access_tokens (
  environment_id uuid not null,
  id uuid not null,
  issued_at timestamptz(3) not null,
  grant_id uuid,
  application_id uuid not null,
  audiences text[] not null,
  expires_at timestamptz(3) not null,
  sealed bytea,
  revoked_at timestamptz(3),
  primary key (environment_id, id, issued_at)
) partition by range (issued_at);
create table access_tokens_default partition of access_tokens default;
create index access_tokens_by_grant on access_tokens (environment_id, grant_id, expires_at);
create index access_tokens_by_application on access_tokens (environment_id, application_id);
comment on table access_tokens is 'Owner: domain/tokens. A token is live while its row is; the current one of a grant is sealed here to be given again.';

create table events (
  environment_id uuid not null,
  id uuid not null,
  occurred_at timestamptz(3) not null,
  type text not null,
  version integer not null default 1,
  actor jsonb not null,
  subject text,
  organization_id uuid,
  data jsonb not null,
  source text not null check (source in ('admin', 'api', 'user', 'system')),
  primary key (environment_id, id, occurred_at)
) partition by range (occurred_at);
create table events_default partition of events default;
create index events_by_time on events (environment_id, occurred_at, id);
comment on table events is 'Owner: platform/outbox. What happened, written in the transaction that made it happen.';

create table audit_entries (
  environment_id uuid not null,
  id uuid not null,
  occurred_at timestamptz(3) not null,
  action text not null,
  actor jsonb not null,
  subject text,
  outcome text not null,
  ip text,
  data jsonb not null,
  primary key (environment_id, id, occurred_at)
) partition by range (occurred_at);
create table audit_entries_default partition of audit_entries default;
comment on table audit_entries is 'Owner: domain/audit. Who did what; append-only.';

create table flow_traces (
  environment_id uuid not null,
  id uuid not null,
  created_at timestamptz(3) not null,
  flow_id uuid not null,
  steps jsonb not null,
  primary key (environment_id, id, created_at)
) partition by range (created_at);
create table flow_traces_default partition of flow_traces default;
create index flow_traces_by_flow on flow_traces (environment_id, flow_id);
comment on table flow_traces is 'Owner: flows/engine. How each decision of a flow was reached, redacted.';

create table mail_messages (
  environment_id uuid not null,
  id uuid not null,
  created_at timestamptz(3) not null,
  recipient text not null,
  recipient_normalized text collate "C" not null,
  purpose text not null,
  content_sealed bytea,
  is_kept boolean not null,
  state text not null check (state in ('inbox', 'queued', 'sent', 'failed')),
  tries integer not null default 0,
  last_error text,
  sent_at timestamptz(3),
  primary key (environment_id, id, created_at)
) partition by range (created_at);
create table mail_messages_default partition of mail_messages default;
create index mail_messages_by_time on mail_messages (environment_id, created_at, id);
create index mail_messages_by_recipient on mail_messages (environment_id, recipient_normalized, created_at);
comment on table mail_messages is 'Owner: platform/mail. Mail to be sent, sent, or kept in the inbox; content sealed, and erased once it was sent.';

do $$
declare
  target text;
begin
  foreach target in array array[
    'data_keys', 'signing_keys', 'organizations', 'applications', 'application_secrets', 'users', 'identities',
    'password_credentials', 'memberships', 'administrators', 'setup_links', 'tombstones', 'flows', 'one_time_codes',
    'rate_limits', 'sessions', 'grants', 'authorization_codes', 'refresh_tokens', 'posted_messages', 'access_tokens',
    'events', 'audit_entries', 'flow_traces', 'mail_messages'] loop
    perform gatehouse_isolate(target::regclass);
  end loop;
end $$;
