-- Counts of what happened in an environment, per day in UTC. They are made from events, which are read once each.
create table activity_days (
  environment_id uuid not null references environments (id) on delete cascade,
  day date not null,
  measure text not null check (measure in ('sign_up', 'sign_in', 'failure')),
  detail text not null,
  count bigint not null,
  primary key (environment_id, day, measure, detail)
);
select gatehouse_isolate('activity_days');
comment on table activity_days is 'Owner: domain/activity. Sign-ups, sign-ins by method and failures by reason, per day in UTC.';
comment on column activity_days.detail is 'The method of a sign-in, the reason of a failure.';

create table activity_returns (
  environment_id uuid not null references environments (id) on delete cascade,
  day date not null,
  previous_day date not null,
  count bigint not null,
  primary key (environment_id, day, previous_day)
);
select gatehouse_isolate('activity_returns');
comment on table activity_returns is 'Owner: domain/activity. People who signed in on a day, by the day on which they had signed in before; -infinity: never. Somebody is new to a span of days on the one day whose previous day lies before the span, so distinct people of any span are a sum.';

create table activity_people (
  environment_id uuid not null,
  user_id uuid not null,
  last_day date not null,
  primary key (environment_id, user_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
select gatehouse_isolate('activity_people');
comment on table activity_people is 'Owner: domain/activity. The last day on which a person signed in, of those that are counted.';

create table activity_progress (
  environment_id uuid primary key references environments (id) on delete cascade,
  counted_before timestamptz(3) not null
);
select gatehouse_isolate('activity_progress');
comment on table activity_progress is 'Owner: domain/activity. Events before this time are in the counts; reads add those after it.';
