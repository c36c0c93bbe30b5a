-- The installation: businesses, their environments, and the hosts these answer at.
-- These tables belong to no environment. Request work reads them only through systemDb.

do $$
begin
  create role gatehouse_app nologin noinherit nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;

do $$
begin
  execute format('grant gatehouse_app to %I', current_user);
exception when others then
  -- A superuser needs no membership, and some managed servers refuse the grant to oneself. The start checks the effect.
  null;
end $$;

create table installation (
  id boolean primary key default true check (id),
  control_environment_id uuid,
  clock_offset_ms bigint not null default 0,
  created_at timestamptz(3) not null
);
comment on table installation is 'Owner: domain/installation. One row: which environment administrators sign in to, and how far the clock was moved.';

create table businesses (
  id uuid primary key,
  code text not null unique,
  name text not null,
  host_label text not null unique,
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3)
);
comment on table businesses is 'Owner: domain/installation. Who owns environments.';

create table environments (
  id uuid primary key,
  business_id uuid not null references businesses (id),
  code text not null,
  name text not null,
  kind text not null check (kind in ('production', 'development', 'control')),
  settings jsonb not null default '{}',
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3),
  unique (business_id, code),
  unique (business_id, id),
  unique (id, business_id)
);
create unique index environments_one_production on environments (business_id) where kind = 'production' and deleted_at is null;
comment on table environments is 'Owner: domain/environments. The unit of isolation.';

create table hosts (
  host text primary key,
  environment_id uuid not null references environments (id) on delete cascade,
  origin text not null unique,
  is_built_in boolean not null,
  is_primary boolean not null,
  created_at timestamptz(3) not null
);
create unique index hosts_one_primary on hosts (environment_id) where is_primary;
comment on table hosts is 'Owner: domain/environments. The only way from a request to its environment.';

grant usage on schema public to gatehouse_app;

-- Row-level security for one table of an environment. Unset raises, so that a forgotten setting can never read all.
create function gatehouse_isolate(target regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy environment_isolation on %s using (environment_id = current_setting(''gatehouse.environment_id'')::uuid) with check (environment_id = current_setting(''gatehouse.environment_id'')::uuid)',
    target);
  execute format('grant select, insert, update, delete on %s to gatehouse_app', target);
end $$;

-- Months of a table partitioned by time. What falls outside lands in the default partition, so an insert never fails.
create function gatehouse_create_partitions(base date, months integer) returns void language plpgsql as $$
declare
  parent text;
  month date;
begin
  foreach parent in array array['events', 'audit_entries', 'flow_traces', 'mail_messages', 'access_tokens'] loop
    for i in 0..months loop
      month := (date_trunc('month', base) + make_interval(months => i))::date;
      begin
        execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
          parent || '_' || to_char(month, 'YYYYMM'), parent, month, (month + interval '1 month')::date);
      exception when check_violation then
        -- Rows of this month already lie in the default partition; they stay there.
        null;
      end;
    end loop;
  end loop;
end $$;

-- Removes the months of a table that ended before a day. Gives up rather than make requests wait for the lock it needs.
create function gatehouse_drop_partitions(parent text, before date) returns void language plpgsql as $$
declare
  part text;
begin
  set local lock_timeout = '2s';
  for part in
    select child.relname from pg_inherits
    join pg_class child on child.oid = inhrelid
    where inhparent = parent::regclass and child.relname ~ ('^' || parent || '_[0-9]{6}$')
      and to_date(right(child.relname, 6), 'YYYYMM') + interval '1 month' <= before
  loop
    begin
      execute format('drop table %I', part);
    exception when lock_not_available then
      null;
    end;
  end loop;
end $$;
