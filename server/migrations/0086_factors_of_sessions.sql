-- The second factors that sessions passed, and codes sent as a factor.
alter table sessions add column factors text[] not null default '{}';
comment on column sessions.factors is 'The kinds of second factors that the sign-in of this session passed; empty: none.';

alter table one_time_codes drop constraint one_time_codes_purpose_check;
alter table one_time_codes add constraint one_time_codes_purpose_check check (purpose in ('sign_in', 'reset', 'factor'));
