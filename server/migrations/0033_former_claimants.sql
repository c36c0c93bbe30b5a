-- A browser that typed the code of a device may take the request over from another one, and the other is told so.
alter table device_codes add column former_claimants bytea[] not null default '{}';
comment on column device_codes.claimed_by is 'Digest of the secret of the browser that may decide: the one that typed the code first, or took the request over.';
comment on column device_codes.former_claimants is 'Digests of the browsers that others took the request over from.';
