import { run, runMigrations, type Task } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from '#platform/telemetry'

export type JobHandler = (payload: unknown) => Promise<void>
export type JobTable = Readonly<Record<string, JobHandler>>

export interface Worker {
  stop(): Promise<void>
}

/** The worker's own tables, and the one function through which request work may add a job. */
export async function installWorkerSchema(client: pg.Client, connectionString: string): Promise<void> {
  await runMigrations({ connectionString })
  await client.query(`
    create or replace function gatehouse_add_job(task text, payload json, key text, max_attempts integer)
    returns void language sql security definer set search_path = pg_catalog as $$
      select graphile_worker.add_job(task, payload, job_key => key, max_attempts => max_attempts)
    $$;
    revoke all on function gatehouse_add_job(text, json, text, integer) from public;
    grant execute on function gatehouse_add_job(text, json, text, integer) to gatehouse_app`)
}

/** Runs jobs until stopped; a job that is running when `stop` is called is finished first. */
export async function startWorker(
  options: { readonly connectionString: string; readonly concurrency: number; readonly log: Logger },
  jobs: JobTable,
): Promise<Worker> {
  const taskList: Record<string, Task> = {}
  for (const [name, handle] of Object.entries(jobs)) taskList[name] = (payload) => handle(payload)
  const runner = await run({
    connectionString: options.connectionString,
    maxPoolSize: options.concurrency + 1,
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    taskList,
  })
  return { stop: () => runner.stop() }
}
