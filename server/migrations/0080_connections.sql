-- Ways to sign in, each with an id that applications and SDKs name.

create table connections (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  strategy text not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, strategy),
  check (strategy in ('email:otp', 'email:password', 'username:otp', 'username:password', 'phone:otp'))
);
select gatehouse_isolate('connections');
comment on table connections is 'Owner: domain/connections. Ways to sign in, by the ids that requests name. Settings say which of them are on.';
