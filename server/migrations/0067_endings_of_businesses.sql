-- The team of a business and the invitations to it end with the business.
delete from team_members where not exists
  (select from businesses b where b.id = managed_business and b.deleted_at is null);
delete from invitations where kind = 'team' and not exists
  (select from businesses b where b.id = target and b.deleted_at is null);
alter table team_members add foreign key (managed_business) references businesses (id) on delete cascade;
