-- What an authorization request may ask for beyond scopes.

alter table grants
  add column id_token_claims text[] not null default '{}',
  add column userinfo_claims text[] not null default '{}';
comment on column grants.id_token_claims is 'Claims of the ID token that were asked for by name (OIDC Core section 5.5).';
comment on column grants.userinfo_claims is 'Claims of the user profile that were asked for by name.';
