-- The documents that people agreed to when they signed up.
create table agreements (
  environment_id uuid not null,
  user_id uuid not null,
  accepted_at timestamptz(3) not null,
  terms_url text,
  privacy_url text,
  primary key (environment_id, user_id, accepted_at),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  constraint agreements_of_something check (terms_url is not null or privacy_url is not null)
);
select gatehouse_isolate('agreements');
comment on table agreements is 'Owner: domain/agreements. What people agreed to, and when.';
comment on column agreements.terms_url is 'As it was linked beside the box; a later change of settings does not reach it.';
