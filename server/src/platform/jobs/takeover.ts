import type pg from 'pg'

/** Every process listens for jobs on a connection that bears the name of its pool. */
const NAME = 'gatehouse '

/** Makes a process that works under this pool's id visible to the others for as long as it lives. */
export async function announcePool(client: pg.ClientBase, poolId: string): Promise<void> {
  await client.query("select set_config('application_name', $1, false)", [NAME + poolId])
}

/**
 * Gives back the jobs of processes that died. The worker itself waits four hours, and a sign-in code does not live that
 * long. The grace is for a process that has just started or is connecting again.
 */
export async function takeOver(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker.jobs
       where locked_at < clock_timestamp() - interval '10 seconds' and locked_by not in (
         select substr(application_name, $1) from pg_stat_activity
         where datname = current_database() and application_name like $2)))`,
    [NAME.length + 1, `${NAME}pool-%`],
  )
}

/**
 * Moves the next try of a job that is about to fail by up to half of what it waits anyway: many that failed together must
 * not come back together.
 */
export async function addJitter(client: pg.ClientBase, jobId: string): Promise<void> {
  await client.query(
    `update graphile_worker._private_jobs
     set run_at = clock_timestamp() + random() * exp(least(attempts, 10)) / 2 * interval '1 second' where id = $1`,
    [jobId],
  )
}
