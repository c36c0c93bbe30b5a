import { sql, type Db } from '#platform/db'

export interface Jobs {
  /** Wakes nothing and runs nothing where no worker runs; the job waits in the database. */
  readonly isWorking: boolean
}

/** Adds a job in the caller's transaction. The same `key` again replaces a job that has not started. */
export async function addJob(
  db: Db,
  task: string,
  payload: Readonly<Record<string, unknown>>,
  options: { readonly key?: string; readonly maxAttempts?: number } = {},
): Promise<void> {
  await sql`select gatehouse_add_job(${task}, ${JSON.stringify(payload)}::json, ${options.key ?? null}, ${options.maxAttempts ?? 12})`.execute(
    db,
  )
}
