alter table password_credentials add column verify_ms integer;
comment on column password_credentials.verify_ms is
  'How long a hash of another system takes to verify on a machine of ours; null: it is ours. Wrong passwords of the environment are answered at a moment behind that.';
create index password_credentials_by_cost on password_credentials (environment_id, verify_ms) where verify_ms is not null;
