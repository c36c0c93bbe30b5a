-- APIs, their scopes, and which application may ask for which.

create table resource_servers (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  name text not null,
  audience text collate "C" not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  constraint resource_servers_audience_unique unique (environment_id, audience)
);
comment on table resource_servers is 'Owner: domain/resource-servers. Registered APIs. The Management API is none of them: it is part of the product.';

create table resource_server_scopes (
  environment_id uuid not null,
  id uuid not null,
  resource_server_id uuid not null,
  key text collate "C" not null,
  description text not null default '',
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  constraint resource_server_scopes_key_unique unique (environment_id, resource_server_id, key),
  unique (environment_id, resource_server_id, id),
  foreign key (environment_id, resource_server_id) references resource_servers (environment_id, id) on delete cascade
);
comment on table resource_server_scopes is 'Owner: domain/resource-servers. What may be asked of an API.';

create table application_api_grants (
  environment_id uuid not null,
  application_id uuid not null,
  resource_server_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, application_id, resource_server_id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade,
  foreign key (environment_id, resource_server_id) references resource_servers (environment_id, id) on delete cascade
);
create index application_api_grants_by_resource_server on application_api_grants (environment_id, resource_server_id);
comment on table application_api_grants is 'Owner: domain/resource-servers. Which application may ask for which API.';
comment on column application_api_grants.created_at is 'Tokens that were issued earlier are not accepted: they date from an authorisation that was withdrawn.';

create table application_scopes (
  environment_id uuid not null,
  application_id uuid not null,
  resource_server_id uuid not null,
  scope_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, application_id, scope_id),
  foreign key (environment_id, application_id, resource_server_id)
    references application_api_grants (environment_id, application_id, resource_server_id) on delete cascade,
  foreign key (environment_id, resource_server_id, scope_id)
    references resource_server_scopes (environment_id, resource_server_id, id) on delete cascade
);
create index application_scopes_by_grant on application_scopes (environment_id, application_id, resource_server_id);
create index application_scopes_by_scope on application_scopes (environment_id, resource_server_id, scope_id);
comment on table application_scopes is 'Owner: domain/resource-servers. The scopes of an API that an application may ask for on its own behalf.';

-- Until now an application with a scope of the Management API was authorised for it, and one without was not. That stays
-- so for rows that an earlier version writes: the column only adds the state "authorised, without a scope".
alter table applications add column is_management_api_authorized boolean not null default false;
comment on column applications.management_scopes is 'Scopes of the Management API this application may ask for; with one it is authorised for it.';
comment on column applications.is_management_api_authorized is 'Authorised for the Management API even while it has no scope of it.';

select gatehouse_isolate(target::regclass)
from unnest(array['resource_servers', 'resource_server_scopes', 'application_api_grants', 'application_scopes']) as target;
