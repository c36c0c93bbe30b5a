-- The list of suspended users begins here: they are few among many.
create index users_suspended on users (environment_id, id) where is_suspended;
