-- Definitions that every user may have a value of are not removed within a request: they are marked, and a job removes
-- the values.

-- Overrides of one flag are found when the flag is deleted.
create index organization_feature_flags_by_flag on organization_feature_flags (environment_id, flag_id);
create index user_feature_flags_by_flag on user_feature_flags (environment_id, flag_id);

alter table properties add column deleted_at timestamptz(3);
alter table properties drop constraint properties_key_unique;
create unique index properties_by_key on properties (environment_id, context, key) where deleted_at is null;
