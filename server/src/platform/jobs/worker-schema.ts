import { runMigrations } from 'graphile-worker'
import type pg from 'pg'

/**
 * The worker's own tables, and the functions through which request work may add jobs, and see and change those of its own
 * environment and business. The functions run as the owner of the tables and take both from the transaction, where
 * `#platform/db` sets them.
 */
export async function installWorkerSchema(client: pg.Client, connectionString: string): Promise<void> {
  await runMigrations({ connectionString })
  await client.query(ADDING)
  await client.query(LOOKING)
}

const ADDING = `
    create or replace function gatehouse_add_job(
      task text, payload json, key text, max_attempts integer, queue text)
    returns void language sql security definer set search_path = pg_catalog as $$
      select graphile_worker.add_job(task, payload, job_key => key, max_attempts => max_attempts,
        queue_name => queue)
    $$;
    revoke all on function gatehouse_add_job(text, json, text, integer, text) from public;
    grant execute on function gatehouse_add_job(text, json, text, integer, text) to gatehouse_app`

const NAMES = `payload->>'environment_id', payload->>'environmentId', payload->>'business_id', payload->>'businessId'`

/** The environment or business that a payload names. Uuids tell them apart. */
const OWNER = `coalesce(${NAMES})`

/**
 * Owner and order as the indexes of few jobs have them, written in another way than those of all. Among a hundred thousand
 * jobs of one environment the planner otherwise expects to meet a failed one soon, and reads them all.
 */
const FEW = { owner: `coalesce(${NAMES}, '')`, order: 'id + 0' }

const settingOf = (name: string) => `nullif(current_setting('gatehouse.${name}', true), '')`
const OWN = [settingOf('environment_id'), settingOf('business_id')]

/** The states in which people see a job, by the condition for each. */
const STATES = {
  running: { condition: 'locked_at is not null', owner: OWNER, order: 'id' },
  failed: { condition: 'locked_at is null and attempts >= max_attempts', ...FEW },
  retrying: { condition: 'locked_at is null and attempts < max_attempts and attempts > 0', ...FEW },
  waiting: { condition: 'locked_at is null and attempts < max_attempts and attempts = 0', owner: OWNER, order: 'id' },
} as const

// Each pair of owner and state is a branch of its own, which reads one index in the order of the list: a list of one queue
// costs what it shows, also where a million mails wait. Of the branches all but those asked for are skipped.
const BRANCHES = OWN.flatMap((own) =>
  Object.entries({ any: { condition: 'true', owner: OWNER, order: 'id' }, ...STATES }).map(
    ([state, { condition, owner, order }]) => `(select * from graphile_worker._private_jobs
      where coalesce($1, 'any') = '${state}' and ${owner} = ${own} and ${condition}
        and id < coalesce($2, 9223372036854775807) order by ${order} desc limit $3)`,
  ),
)

const STATE = `case ${Object.entries(STATES)
  .map(([state, { condition }]) => `when ${condition} then '${state}'`)
  .join(' ')} end`

const LOOKING = `
    -- Asked first: creating an index waits for all who write to the table, also where the index is there.
    do $$ begin
      if to_regclass('graphile_worker.gatehouse_tried_jobs_by_owner') is null then
        drop index if exists graphile_worker.gatehouse_failed_jobs_by_owner;
        create index if not exists gatehouse_jobs_by_owner on graphile_worker._private_jobs ((${OWNER}), id);
        create index gatehouse_tried_jobs_by_owner on graphile_worker._private_jobs ((${FEW.owner}))
          where attempts > 0 and attempts < max_attempts;
        create index gatehouse_failed_jobs_by_owner on graphile_worker._private_jobs ((${FEW.owner}))
          where attempts >= max_attempts;
      end if;
    end $$;

    create or replace function gatehouse_list_jobs(state text, before bigint, most integer)
    returns table (id bigint, task text, owner text, job_state text, attempts smallint, max_attempts smallint,
      last_error text, run_at timestamptz, created_at timestamptz)
    language sql stable security definer set search_path = pg_catalog as $$
      select j.id, t.identifier, ${OWNER}, ${STATE}, j.attempts, j.max_attempts, j.last_error, j.run_at, j.created_at
      from (${BRANCHES.join(' union all ')}) j
      join graphile_worker._private_tasks t on t.id = j.task_id
      order by j.id desc limit $3
    $$;
    revoke all on function gatehouse_list_jobs(text, bigint, integer) from public;
    grant execute on function gatehouse_list_jobs(text, bigint, integer) to gatehouse_app;

    create or replace function gatehouse_retry_job(job bigint)
    returns boolean language sql security definer set search_path = pg_catalog as $$
      with own as (select id from graphile_worker._private_jobs where id = job and ${OWNER} in (${OWN.join(', ')}))
      select exists (select from own cross join lateral
        graphile_worker.reschedule_jobs(array[own.id], run_at => clock_timestamp(), attempts => 0))
    $$;
    revoke all on function gatehouse_retry_job(bigint) from public;
    grant execute on function gatehouse_retry_job(bigint) to gatehouse_app;

    create or replace function gatehouse_discard_job(job bigint)
    returns boolean language sql security definer set search_path = pg_catalog as $$
      with own as (select id from graphile_worker._private_jobs where id = job and ${OWNER} in (${OWN.join(', ')}))
      select exists (select from own cross join lateral graphile_worker.complete_jobs(array[own.id]))
    $$;
    revoke all on function gatehouse_discard_job(bigint) from public;
    grant execute on function gatehouse_discard_job(bigint) to gatehouse_app`
