-- Claims of an authorization request beyond scopes, and the header type of an API's tokens.

alter table grants
  add column id_token_claims text[] not null default '{}',
  add column userinfo_claims text[] not null default '{}';
comment on column grants.id_token_claims is 'Claims of the ID token that were asked for by name (OIDC Core section 5.5).';
comment on column grants.userinfo_claims is 'Claims of the user profile that were asked for by name.';

alter table resource_servers add column token_typ text not null default 'JWT' check (token_typ in ('JWT', 'at+jwt'));
comment on column resource_servers.token_typ is 'The typ of its access tokens (RFC 9068 section 2.1). Common verifiers refuse at+jwt, so it is not the default.';
