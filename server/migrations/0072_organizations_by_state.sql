-- The list of organizations can be narrowed to those that are open to everybody, and to those that are suspended.
create index organizations_open_by_name on organizations (environment_id, (name collate "C"), id)
  where is_auto_membership_enabled;
create index organizations_suspended_by_name on organizations (environment_id, (name collate "C"), id)
  where suspended_at is not null;
