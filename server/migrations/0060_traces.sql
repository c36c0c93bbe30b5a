-- Traces and events as people read them: newest first, by what they are about.

-- A trace becomes one row that grows by its steps. The rows of before, one for each decision, go: they help to find a
-- problem of the moment and prove nothing.
truncate flow_traces;
drop index flow_traces_by_flow;
alter table flow_traces drop column flow_id;
alter table flow_traces
  add column updated_at timestamptz(3) not null,
  add column kind text not null check (kind in ('sign_in', 'sign_up', 'password_reset', 'silent', 'device')),
  add column outcome text not null check (outcome in ('unfinished', 'succeeded', 'refused', 'cancelled')),
  add column reason text not null,
  add column code text,
  add column application_id uuid,
  add column user_id uuid,
  add column organization_id uuid,
  add column session_id uuid,
  add column ip text not null,
  add column user_agent text not null;
create index flow_traces_by_time on flow_traces (environment_id, created_at, id);
create index flow_traces_refused on flow_traces (environment_id, created_at, id) where outcome = 'refused';
create index flow_traces_by_user on flow_traces (environment_id, user_id, created_at, id) where user_id is not null;
create index flow_traces_by_application on flow_traces (environment_id, application_id, created_at, id)
  where application_id is not null;
create index flow_traces_by_organization on flow_traces (environment_id, organization_id, created_at, id)
  where organization_id is not null;
comment on table flow_traces is 'Owner: domain/traces. How a sign-in went, step by step with reasons. Without secrets and typed text.';
comment on column flow_traces.id is 'That of the flow, or of the device code, so that each step finds the row.';
comment on column flow_traces.reason is 'Why the last step was taken.';

-- A column and not an expression: row-level security keeps an index on one from being used where its operators may leak.
alter table events add column actor_id text generated always as (actor ->> 'id') stored;
alter table events add column trace_id uuid;
create index events_by_subject on events (environment_id, subject, occurred_at, id) where subject is not null;
create index events_by_actor on events (environment_id, actor_id, occurred_at, id) where actor_id is not null;
create index events_by_organization on events (environment_id, organization_id, occurred_at, id)
  where organization_id is not null;
create index events_by_type on events (environment_id, type, occurred_at, id);
comment on column events.trace_id is 'The trace of the sign-in that this was part of.';
