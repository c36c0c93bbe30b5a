-- Roles, permissions, feature flags and properties, and who has which.
--
-- Roles, permissions and flags are defined by a business and shared by its environments; what is assigned belongs to one
-- environment. Something of a business is deleted by marking it: every read leaves out what is marked, and a job of each
-- environment removes what still hangs on it.

-- Row-level security for one table of a business, like gatehouse_isolate for one of an environment.
create function gatehouse_isolate_business(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy business_isolation on %s using (business_id = current_setting(''gatehouse.business_id'')::uuid) with check (business_id = current_setting(''gatehouse.business_id'')::uuid)',
    target);
  execute format('grant select, insert, update, delete on %s to gatehouse_app', target);
end $$;

create table permissions (
  business_id uuid not null references businesses (id) on delete cascade,
  id uuid not null,
  key text collate "C" not null,
  name text not null,
  description text not null default '',
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (business_id, id)
);
create unique index permissions_by_key on permissions (business_id, key) where deleted_at is null;
comment on table permissions is 'Owner: domain/permissions. What may be done, by the words of the product that asks.';

create table roles (
  business_id uuid not null references businesses (id) on delete cascade,
  id uuid not null,
  key text collate "C" not null,
  name text not null,
  description text not null default '',
  is_default boolean not null default false,
  is_assigned_to_creator boolean not null default false,
  assignment_permission_id uuid,
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (business_id, id),
  foreign key (business_id, assignment_permission_id) references permissions (business_id, id)
);
create unique index roles_by_key on roles (business_id, key) where deleted_at is null;
comment on table roles is 'Owner: domain/roles. Named sets of permissions, given to members of organizations.';
comment on column roles.is_default is 'Given to every new member of an organization.';
comment on column roles.assignment_permission_id is 'Only who has this permission may give the role to others.';

create table role_permissions (
  business_id uuid not null,
  role_id uuid not null,
  permission_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (business_id, role_id, permission_id),
  foreign key (business_id, role_id) references roles (business_id, id) on delete cascade,
  foreign key (business_id, permission_id) references permissions (business_id, id) on delete cascade
);
create index role_permissions_by_permission on role_permissions (business_id, permission_id);
comment on table role_permissions is 'Owner: domain/roles. Which permissions a role gives.';

create table role_system_permissions (
  business_id uuid not null,
  role_id uuid not null,
  key text collate "C" not null,
  created_at timestamptz(3) not null,
  primary key (business_id, role_id, key),
  foreign key (business_id, role_id) references roles (business_id, id) on delete cascade
);
comment on table role_system_permissions is 'Owner: domain/roles. Which permissions of this product itself, the self-serve portal''s, a role gives; they are a fixed list in the code.';

create table feature_flags (
  business_id uuid not null references businesses (id) on delete cascade,
  id uuid not null,
  key text collate "C" not null,
  name text not null,
  description text not null default '',
  type text not null check (type in ('str', 'int', 'bool', 'json')),
  default_value jsonb not null,
  override_level text not null check (override_level in ('env', 'org', 'usr')),
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  primary key (business_id, id)
);
create unique index feature_flags_by_key on feature_flags (business_id, key) where deleted_at is null;
comment on table feature_flags is 'Owner: domain/feature-flags. Switches and values, with what holds where nothing else is said.';
comment on column feature_flags.override_level is 'The deepest level that may say otherwise; fixed at creation.';

-- Every environment of a business can be named together with it: assignments carry both.
alter table memberships add column last_signed_in_at timestamptz(3);
comment on column memberships.last_signed_in_at is 'When this member last signed in to this organization.';

create table membership_roles (
  environment_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  role_id uuid not null,
  business_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, organization_id, user_id, role_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (environment_id, organization_id, user_id)
    references memberships (environment_id, organization_id, user_id) on delete cascade,
  foreign key (business_id, role_id) references roles (business_id, id) on delete cascade
);
create index membership_roles_by_role on membership_roles (environment_id, role_id, organization_id, user_id);
comment on table membership_roles is 'Owner: domain/memberships. The roles of a member in an organization.';

create table membership_permissions (
  environment_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  permission_id uuid not null,
  business_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, organization_id, user_id, permission_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (environment_id, organization_id, user_id)
    references memberships (environment_id, organization_id, user_id) on delete cascade,
  foreign key (business_id, permission_id) references permissions (business_id, id) on delete cascade
);
create index membership_permissions_by_permission
  on membership_permissions (environment_id, permission_id, organization_id, user_id);
comment on table membership_permissions is 'Owner: domain/memberships. Permissions that a member has directly, beside those of the roles.';

create table membership_api_scopes (
  environment_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  resource_server_id uuid not null,
  scope_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, organization_id, user_id, scope_id),
  foreign key (environment_id, organization_id, user_id)
    references memberships (environment_id, organization_id, user_id) on delete cascade,
  foreign key (environment_id, resource_server_id, scope_id)
    references resource_server_scopes (environment_id, resource_server_id, id) on delete cascade
);
create index membership_api_scopes_by_scope on membership_api_scopes (environment_id, resource_server_id, scope_id);
comment on table membership_api_scopes is 'Owner: domain/memberships. Scopes of an API that a member has directly.';

create table role_api_scopes (
  environment_id uuid not null,
  role_id uuid not null,
  resource_server_id uuid not null,
  scope_id uuid not null,
  business_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, role_id, scope_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (business_id, role_id) references roles (business_id, id),
  foreign key (environment_id, resource_server_id, scope_id)
    references resource_server_scopes (environment_id, resource_server_id, id) on delete cascade
);
create index role_api_scopes_by_scope on role_api_scopes (environment_id, resource_server_id, scope_id);
comment on table role_api_scopes is 'Owner: domain/roles. Scopes of an environment''s APIs that a role gives there.';

create table application_access_roles (
  environment_id uuid not null,
  application_id uuid not null,
  role_id uuid not null,
  business_id uuid not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, application_id, role_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade,
  foreign key (business_id, role_id) references roles (business_id, id) on delete cascade
);
comment on table application_access_roles is 'Owner: domain/memberships. Roles that may sign in to an application with access control.';

create table environment_feature_flags (
  environment_id uuid not null,
  flag_id uuid not null,
  business_id uuid not null,
  value jsonb not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, flag_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (business_id, flag_id) references feature_flags (business_id, id) on delete cascade
);
comment on table environment_feature_flags is 'Owner: domain/feature-flags. What an environment says otherwise.';

create table organization_feature_flags (
  environment_id uuid not null,
  organization_id uuid not null,
  flag_id uuid not null,
  business_id uuid not null,
  value jsonb not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, organization_id, flag_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  foreign key (business_id, flag_id) references feature_flags (business_id, id) on delete cascade
);
comment on table organization_feature_flags is 'Owner: domain/feature-flags. What an organization says otherwise.';

create table user_feature_flags (
  environment_id uuid not null,
  user_id uuid not null,
  flag_id uuid not null,
  business_id uuid not null,
  value jsonb not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, user_id, flag_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  foreign key (business_id, flag_id) references feature_flags (business_id, id) on delete cascade
);
comment on table user_feature_flags is 'Owner: domain/feature-flags. What holds for one user alone.';

create table property_categories (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  name text not null,
  context text not null check (context in ('org', 'usr', 'app')),
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  constraint property_categories_name_unique unique (environment_id, context, name),
  unique (environment_id, context, id)
);
comment on table property_categories is 'Owner: domain/properties. Groups of properties.';

create table properties (
  environment_id uuid not null,
  id uuid not null,
  category_id uuid not null,
  key text collate "C" not null,
  name text not null,
  description text not null default '',
  type text not null check (type in ('single_line_text', 'multi_line_text')),
  context text not null check (context in ('org', 'usr', 'app')),
  is_private boolean not null,
  is_built_in boolean not null default false,
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  constraint properties_key_unique unique (environment_id, context, key),
  unique (environment_id, context, id),
  foreign key (environment_id, context, category_id) references property_categories (environment_id, context, id)
);
create index properties_by_category on properties (environment_id, context, category_id);
comment on table properties is 'Owner: domain/properties. Fields of users, organizations and applications.';

create table user_properties (
  environment_id uuid not null,
  user_id uuid not null,
  property_id uuid not null,
  value text not null,
  search_value text collate "C" not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, user_id, property_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  foreign key (environment_id, property_id) references properties (environment_id, id) on delete cascade
);
create index user_properties_by_value on user_properties (environment_id, property_id, search_value, user_id);
comment on table user_properties is 'Owner: domain/properties. Values of users.';
comment on column user_properties.search_value is 'The first 200 characters: an index entry has a limit.';

create table organization_properties (
  environment_id uuid not null,
  organization_id uuid not null,
  property_id uuid not null,
  value text not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, organization_id, property_id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  foreign key (environment_id, property_id) references properties (environment_id, id) on delete cascade
);
create index organization_properties_by_property on organization_properties (environment_id, property_id);
comment on table organization_properties is 'Owner: domain/properties. Values of organizations.';

create table application_properties (
  environment_id uuid not null,
  application_id uuid not null,
  property_id uuid not null,
  value text not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, application_id, property_id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade,
  foreign key (environment_id, property_id) references properties (environment_id, id) on delete cascade
);
create index application_properties_by_property on application_properties (environment_id, property_id);
comment on table application_properties is 'Owner: domain/properties. Values of applications.';

-- A handle is part of an address, which environments of a business share: it is unique in the business.
create table organization_handles (
  business_id uuid not null references businesses (id) on delete cascade,
  handle text collate "C" not null,
  environment_id uuid not null,
  organization_id uuid not null,
  primary key (business_id, handle),
  unique (business_id, environment_id, organization_id),
  foreign key (business_id, environment_id) references environments (business_id, id) on delete cascade
);
comment on table organization_handles is 'Owner: domain/organizations. Which handle is whose; organizations.handle says the same.';

select gatehouse_isolate_business(target::regclass)
from unnest(array['permissions', 'roles', 'role_permissions', 'role_system_permissions', 'feature_flags',
  'organization_handles']) as target;

select gatehouse_isolate(target::regclass)
from unnest(array['membership_roles', 'membership_permissions', 'membership_api_scopes', 'role_api_scopes',
  'application_access_roles', 'environment_feature_flags', 'organization_feature_flags', 'user_feature_flags',
  'property_categories', 'properties', 'user_properties', 'organization_properties', 'application_properties']) as target;
