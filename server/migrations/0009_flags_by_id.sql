-- Overrides of one flag are found when the flag is deleted.
create index organization_feature_flags_by_flag on organization_feature_flags (environment_id, flag_id);
create index user_feature_flags_by_flag on user_feature_flags (environment_id, flag_id);
