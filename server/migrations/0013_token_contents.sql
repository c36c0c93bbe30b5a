-- Contents of tokens: scopes of APIs for users, and the time at which a repeated token is out of date.

alter table application_api_grants add column is_limited boolean not null default false;
comment on column application_api_grants.is_limited is 'Scopes were selected for this application once: for users too it may ask for those alone, be they none by now. Otherwise for all that the user has.';

alter table grants add column api_scopes text[];
comment on column grants.api_scopes is 'Scopes of its APIs that were asked for or agreed to by name; null: whatever the user has, at each token.';

alter table device_codes add column api_scopes text[];
comment on column device_codes.api_scopes is 'Scopes of its APIs that the device named; null: it named none, which asks for whatever the user has.';

alter table access_tokens add column claims_as_of timestamptz(3);
comment on column access_tokens.claims_as_of is 'users.claims_changed_at as it was when the claims were read: the token is given again only while that is the same.';
