import { sql, type Db } from '#platform/db'

export interface Jobs {
  /** Wakes nothing and runs nothing where no worker runs; the job waits in the database. */
  readonly isWorking: boolean
}

interface JobOptions {
  readonly key?: string
  readonly maxAttempts?: number
  /** Jobs of one queue run one after the other; those that wait take no hand of the lane. */
  readonly queue?: string
}

/** Adds a job in the caller's transaction. The same `key` again replaces a job that has not started. */
export async function addJob(
  db: Db,
  task: string,
  payload: Readonly<Record<string, unknown>>,
  { key, maxAttempts = 12, queue }: JobOptions = {},
): Promise<void> {
  const text = JSON.stringify(payload)
  await sql`select gatehouse_add_job(${task}, ${text}::json, ${key ?? null}, ${maxAttempts}, ${queue ?? null})`.execute(
    db,
  )
}
