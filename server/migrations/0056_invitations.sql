-- Invitations to something that has members: the team of a business, and later organizations.
create table invitations (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('team')),
  target uuid not null,
  role text not null,
  email text not null,
  email_normalized text collate "C" not null,
  digest bytea not null,
  inviter jsonb not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  accepted_by uuid,
  revoked_at timestamptz(3),
  primary key (environment_id, id),
  unique (environment_id, digest)
);
create unique index invitations_pending on invitations (environment_id, kind, target, email_normalized)
  where accepted_at is null and revoked_at is null;
select gatehouse_isolate('invitations');
comment on table invitations is 'Owner: domain/invitations. Who was asked to join what, as what; the secret of the link is kept as a digest.';
comment on column invitations.target is 'The business whose team it is to; what it names follows from kind.';
