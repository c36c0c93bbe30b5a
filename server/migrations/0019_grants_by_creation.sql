-- Old grants on which nothing hangs any more are found by when they were made.
create index grants_by_creation on grants (environment_id, created_at, id);
