-- Profiles of users who were deleted without `is_delete_profile`. They are apart from users, so that no query for users
-- can find one of them.
create table deleted_users (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  given_name text,
  family_name text,
  picture text,
  agreements jsonb not null,
  last_signed_in_at timestamptz(3),
  created_at timestamptz(3) not null,
  deleted_at timestamptz(3) not null,
  primary key (environment_id, id)
);
select gatehouse_isolate('deleted_users');
comment on table deleted_users is 'Owner: domain/users. Profiles that were kept when their users were deleted.';
comment on column deleted_users.agreements is 'What the user agreed to, and when: rows of agreements.';
