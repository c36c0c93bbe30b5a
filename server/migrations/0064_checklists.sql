-- Parts of an environment's checklist that nothing else in it shows.
create table checklists (
  environment_id uuid primary key references environments (id) on delete cascade,
  put_away_at timestamptz(3),
  mail_seen_at timestamptz(3)
);
select gatehouse_isolate('checklists');
comment on table checklists is 'Owner: domain/checklist. Whether the checklist of a new environment was put away, and when somebody looked at its mail.';
