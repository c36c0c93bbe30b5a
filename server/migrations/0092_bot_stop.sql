-- The bot stop: challenges that were passed, and the secret of a provider. What else is said of it lies in the settings.
alter table environments add column bot_stop_secret_sealed bytea;
comment on column environments.bot_stop_secret_sealed is 'Sealed for the provider and the site key that it was given with; it opens for no other.';

create table used_challenges (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  expires_at timestamptz(3) not null,
  primary key (environment_id, id)
);
create index used_challenges_by_expiry on used_challenges (environment_id, expires_at);
select gatehouse_isolate('used_challenges');
comment on table used_challenges is 'Owner: domain/bot-stop. Challenges that a browser passed: each counts once.';
