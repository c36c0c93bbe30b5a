-- Users for administrators: identities of every kind, words to search by, subscribers.

alter table identities drop constraint identities_kind_check;
alter table identities add constraint identities_kind_check
  check (kind in ('email', 'username', 'phone', 'social', 'enterprise'));
alter table identities add column connection_id uuid;
alter table identities add column email text;
alter table identities add column last_signed_in_at timestamptz(3);
alter table identities add column total_sign_ins integer not null default 0;
alter table identities add constraint identities_connection_check
  check ((kind in ('social', 'enterprise')) = (connection_id is not null));
comment on column identities.connection_id is 'Where the identity comes from; absent for what a person proves to us directly.';
comment on column identities.email is 'The address a provider told, where the identity is not one itself.';
-- Two providers may name different people alike.
alter table identities drop constraint identities_normalized_unique;
alter table identities add constraint identities_normalized_unique
  unique nulls not distinct (environment_id, kind, normalized, connection_id);
create unique index identities_one_enterprise on identities (environment_id, user_id) where kind = 'enterprise';

-- Users who were active since a time.
create index users_by_last_sign_in on users (environment_id, last_signed_in_at, id);

-- Search by prefix under row-level security: lower(), LIKE and trigrams are not leakproof and would read the whole table.
create table user_search_words (
  environment_id uuid not null,
  user_id uuid not null,
  word text collate "C" not null,
  primary key (environment_id, user_id, word),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index user_search_words_by_word on user_search_words (environment_id, word, user_id);
comment on table user_search_words is 'Owner: domain/users. The words of names and identities that a user is found by.';

create table subscribers (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  email text not null,
  normalized text collate "C" not null,
  first_name text not null,
  last_name text not null,
  sort_name text collate "C" not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  constraint subscribers_normalized_unique unique (environment_id, normalized)
);
create index subscribers_by_name on subscribers (environment_id, sort_name, id);
comment on table subscribers is 'Owner: domain/subscribers. People who asked to be told of news; they need not be users.';

select gatehouse_isolate(target::regclass) from unnest(array['user_search_words', 'subscribers']) as target;

create table imports (
  environment_id uuid not null references environments (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('users', 'organizations')),
  format text not null check (format in ('csv', 'ndjson')),
  is_dry_run boolean not null,
  state text not null check (state in ('receiving', 'queued', 'running', 'finished', 'failed')),
  scopes text[] not null,
  author jsonb not null,
  header_sealed bytea,
  size_bytes bigint not null default 0,
  done_bytes bigint not null default 0,
  done_rows integer not null default 0,
  created_rows integer not null default 0,
  existing_rows integer not null default 0,
  refused_rows integer not null default 0,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  primary key (environment_id, id)
);
comment on table imports is 'Owner: domain/imports. Files of users and organizations, and how far they were read.';
comment on column imports.scopes is 'What the caller may do: no row does more.';
comment on column imports.header_sealed is 'What stands before the rows and is needed to go on in the middle.';

create table import_parts (
  environment_id uuid not null,
  import_id uuid not null,
  starts_at bigint not null,
  content_sealed bytea not null,
  primary key (environment_id, import_id, starts_at),
  foreign key (environment_id, import_id) references imports (environment_id, id) on delete cascade
);
comment on table import_parts is 'Owner: domain/imports. Pieces of a file by where they start in it, removed once they were read.';

create table import_problems (
  environment_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  code text not null,
  message text not null,
  primary key (environment_id, import_id, row_number),
  foreign key (environment_id, import_id) references imports (environment_id, id) on delete cascade
);
comment on table import_problems is 'Owner: domain/imports. Rows that were refused, and why.';

create table import_keys (
  environment_id uuid not null,
  import_id uuid not null,
  key text collate "C" not null,
  primary key (environment_id, import_id, key),
  foreign key (environment_id, import_id) references imports (environment_id, id) on delete cascade
);
comment on table import_keys is 'Owner: domain/imports. What rows of a rehearsal would have taken, so that a later row is told.';

select gatehouse_isolate(target::regclass)
from unnest(array['imports', 'import_parts', 'import_problems', 'import_keys']) as target;
