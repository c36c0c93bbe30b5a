create table demos (
  environment_id uuid primary key references environments (id) on delete cascade,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
select gatehouse_isolate('demos');
comment on table demos is 'Owner: domain/demo. The demo of a development environment, until it is taken away.';
comment on column demos.finished_at is 'Empty while it is made, or where making it was cut off.';

create table demo_items (
  environment_id uuid not null references demos (environment_id) on delete cascade,
  kind text not null check (kind in ('application', 'flag', 'organization', 'permission', 'property', 'role', 'user')),
  name text not null,
  primary key (environment_id, kind, name)
);
select gatehouse_isolate('demo_items');
comment on table demo_items is 'Owner: domain/demo. Everything that the demo made, so that nothing else goes with it.';
comment on column demo_items.name is 'The id of a user, role, permission, property or application, the code of an organization, the key of a flag.';
