-- Settings of an organization, the rules for joining it, and the orders of its list of members.

alter table organizations add column is_auto_membership_enabled boolean not null default false;
alter table organizations add column is_auto_join_domain_list boolean not null default false;
alter table organizations add column is_advanced boolean not null default false;
alter table organizations add column suspended_at timestamptz(3);
alter table organizations add constraint organizations_external_id_unique unique (environment_id, external_id);
create index organizations_by_name on organizations (environment_id, (name collate "C"), id);
create index organizations_open on organizations (environment_id, id) where is_auto_membership_enabled;
comment on column organizations.is_auto_membership_enabled is 'Whoever names its code may join, where its domains admit them.';
comment on column organizations.is_auto_join_domain_list is 'Whoever signs up with an address of its domains becomes a member.';
comment on column organizations.is_advanced is 'It may say otherwise than the environment.';

create table organization_domains (
  environment_id uuid not null,
  organization_id uuid not null,
  domain text collate "C" not null,
  primary key (environment_id, organization_id, domain),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
create index organization_domains_by_domain on organization_domains (environment_id, domain, organization_id);
comment on table organization_domains is 'Owner: domain/organizations. Mail domains whose people may join; none: all.';

create table organization_default_roles (
  environment_id uuid not null,
  organization_id uuid not null,
  role_id uuid not null,
  business_id uuid not null,
  primary key (environment_id, organization_id, role_id),
  foreign key (environment_id, business_id) references environments (id, business_id) on delete cascade,
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  foreign key (business_id, role_id) references roles (business_id, id) on delete cascade
);
comment on table organization_default_roles is 'Owner: domain/organizations. Given to new members instead of the default roles of the business.';

-- The sort keys of a list of members are stored with the membership: sorting a million of them for each page takes
-- seconds.
alter table memberships add column sort_name text collate "C" not null default '';
alter table memberships add column sort_email text collate "C" not null default '';
create index memberships_by_name on memberships (environment_id, organization_id, sort_name, user_id);
create index memberships_by_email on memberships (environment_id, organization_id, sort_email, user_id);
comment on column memberships.sort_name is 'The name of the user in lower case, its first 200 characters: kept in step by whoever changes it.';

-- Holders of a role in all organizations, one user after the other.
create index membership_roles_by_role_user on membership_roles (environment_id, role_id, user_id, organization_id);

create index grants_by_organization on grants (environment_id, organization_id, user_id);

select gatehouse_isolate(target::regclass)
from unnest(array['organization_domains', 'organization_default_roles']) as target;
