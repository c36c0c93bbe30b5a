import { runMigrations } from 'graphile-worker'
import type pg from 'pg'

/** The worker's own tables, and the one function through which request work may add a job. */
export async function installWorkerSchema(client: pg.Client, connectionString: string): Promise<void> {
  await runMigrations({ connectionString })
  await client.query(`
    create or replace function gatehouse_add_job(
      task text, payload json, key text, max_attempts integer, queue text)
    returns void language sql security definer set search_path = pg_catalog as $$
      select graphile_worker.add_job(task, payload, job_key => key, max_attempts => max_attempts,
        queue_name => queue)
    $$;
    revoke all on function gatehouse_add_job(text, json, text, integer, text) from public;
    grant execute on function gatehouse_add_job(text, json, text, integer, text) to gatehouse_app`)
}
