-- The password of an environment's own mail server. What else is said of it lies in the settings.
alter table environments add column smtp_password_sealed bytea;
comment on column environments.smtp_password_sealed is 'Sealed for the host, port and user that it was given with; it opens for no other.';
