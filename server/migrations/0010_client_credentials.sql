-- How clients prove who they are: a present and a kept secret, keys of their own, and what was said with these.

alter table application_secrets add column is_previous boolean not null default false;
comment on column application_secrets.is_previous is 'Kept at a rotation: accepted beside the present one until it is deleted.';
-- At most two, whatever happens at the same moment.
create unique index application_secrets_one_of_each on application_secrets (environment_id, application_id, is_previous);
drop index application_secrets_by_application;
