-- Lists of the organizations and users that override a flag go page by page in the order of these indexes.
drop index organization_feature_flags_by_flag;
create index organization_feature_flags_by_flag on organization_feature_flags (environment_id, flag_id, organization_id);
drop index user_feature_flags_by_flag;
create index user_feature_flags_by_flag on user_feature_flags (environment_id, flag_id, user_id);
