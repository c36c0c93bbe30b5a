-- The administrators of each business, with their roles. The rows are in the environment that administrators sign in
-- to, with its users.
create table team_members (
  environment_id uuid not null,
  managed_business uuid not null,
  user_id uuid not null,
  role text not null check (role in
    ('owner', 'admin', 'engineer', 'marketing', 'finance', 'customer_success', 'security', 'read_only')),
  created_at timestamptz(3) not null,
  primary key (environment_id, managed_business, user_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index team_members_by_user on team_members (environment_id, user_id);
select gatehouse_isolate('team_members');
comment on table team_members is 'Owner: domain/team. Roles of administrators in businesses; owners of the installation reach all without a row.';
comment on column team_members.managed_business is 'The business that the role is for; the environment is that of the administrators.';

insert into team_members (environment_id, managed_business, user_id, role, created_at)
select a.environment_id, i.root_business_id, a.user_id, a.role, a.created_at
from administrators a join installation i on i.control_environment_id = a.environment_id
where i.root_business_id is not null;
