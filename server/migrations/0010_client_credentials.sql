-- How clients prove who they are: a present and a kept secret, keys of their own, and what was said with these.

alter table application_secrets add column is_previous boolean not null default false;
comment on column application_secrets.is_previous is 'Kept at a rotation: accepted beside the present one until it is deleted.';
-- At most two, whatever happens at the same moment.
create unique index application_secrets_one_of_each on application_secrets (environment_id, application_id, is_previous);
drop index application_secrets_by_application;

alter table applications add column client_keys jsonb not null default '[]';
comment on column applications.client_keys is 'Public keys by which it proves who it is (private_key_jwt, RFC 7523).';

create table client_assertions (
  environment_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  digest bytea not null,
  expires_at timestamptz(3) not null,
  primary key (environment_id, id),
  constraint client_assertions_used_once unique (environment_id, application_id, digest),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade
);
create index client_assertions_by_expiry on client_assertions (environment_id, expires_at);
comment on table client_assertions is 'Owner: domain/applications. The jti of each client assertion that was used, until it has expired (RFC 7523 section 3).';

select gatehouse_isolate('client_assertions'::regclass);
