-- The business that answers at the address of the installation. It can be deleted, and then no business answers there.
alter table installation add column root_business_id uuid references businesses on delete set null;
update installation set root_business_id = (
  select businesses.id from businesses join environments on environments.business_id = businesses.id
  where environments.kind <> 'control' and environments.deleted_at is null and businesses.deleted_at is null
  order by businesses.created_at, businesses.id limit 1);
comment on column installation.root_business_id is 'The business that answers at base_origin; null after it was deleted.';
