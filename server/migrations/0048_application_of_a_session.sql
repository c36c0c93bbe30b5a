-- The application that a session was opened for. It was read from the grants of the session, and those are deleted with the
-- application.
alter table sessions add column application_id uuid;
comment on column sessions.application_id is 'The application whose sign-in opened it. No foreign key: it outlives the application, and a client id is never given again.';

-- Row-level security is forced on the owner of the tables too, and a migration belongs to no environment.
alter table sessions no force row level security;
alter table grants no force row level security;
update sessions set application_id = (
  select g.application_id from grants g
  where g.environment_id = sessions.environment_id and g.session_id = sessions.id
  order by g.created_at limit 1);
alter table sessions force row level security;
alter table grants force row level security;
