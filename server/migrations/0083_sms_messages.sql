create table sms_messages (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  created_at timestamptz(3) not null,
  recipient text collate "C" not null,
  purpose text not null,
  content_sealed bytea,
  is_kept boolean not null,
  state text not null check (state in ('inbox', 'queued', 'sent', 'delivered', 'failed', 'dropped')),
  source_address text,
  counted_at timestamptz(3),
  tries integer not null default 0,
  problem text,
  account_sid text,
  provider_message text,
  is_fallback boolean not null default false,
  sent_at timestamptz(3),
  report_due_at timestamptz(3),
  primary key (environment_id, id)
);
create index sms_messages_by_time on sms_messages (environment_id, created_at, id);
create index sms_messages_by_recipient on sms_messages (environment_id, recipient, created_at);
create index sms_messages_with_due_report on sms_messages (environment_id, report_due_at) where report_due_at is not null;
select gatehouse_isolate('sms_messages');
comment on table sms_messages is 'Owner: platform/sms. Text messages to be sent, sent, or kept in the inbox; content sealed, and erased once it was sent.';
comment on column sms_messages.recipient is 'E.164.';
comment on column sms_messages.state is 'dropped: a limit or the list of countries kept it from being sent.';
comment on column sms_messages.source_address is 'Of the request that asked for it; erased once it was counted.';
comment on column sms_messages.counted_at is 'When the limits let it pass, so that another try does not count again.';
comment on column sms_messages.problem is 'The code of the provider, of the limit, or of the failure to reach the provider.';

-- The tokens of an environment's accounts at the provider. What else is said of them lies in the settings.
alter table environments add column sms_token_sealed bytea, add column sms_fallback_token_sealed bytea;
comment on column environments.sms_token_sealed is 'Sealed for the account that it was given with; it opens for no other.';
