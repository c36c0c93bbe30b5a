create table sms_messages (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  created_at timestamptz(3) not null,
  recipient text collate "C" not null,
  purpose text not null,
  content_sealed bytea,
  is_kept boolean not null,
  state text not null check (state in ('inbox', 'queued', 'sent', 'delivered', 'failed', 'dropped')),
  primary key (environment_id, id)
);
create index sms_messages_by_time on sms_messages (environment_id, created_at, id);
create index sms_messages_by_recipient on sms_messages (environment_id, recipient, created_at);
select gatehouse_isolate('sms_messages');
comment on table sms_messages is 'Owner: platform/sms. Text messages to be sent, sent, or kept in the inbox; content sealed, and erased once it was sent.';
comment on column sms_messages.recipient is 'E.164.';
comment on column sms_messages.state is 'dropped: a limit or the list of countries kept it from being sent.';
