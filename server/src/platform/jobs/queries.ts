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

export const JOB_STATES = ['waiting', 'running', 'retrying', 'failed'] as const
export type JobState = (typeof JOB_STATES)[number]

/** A job as people may see it. Its payload stays in the queue. */
export interface QueuedJob {
  readonly id: string
  readonly task: string
  /** The environment or the business that it works for. */
  readonly owner: string
  readonly state: JobState
  readonly attempts: number
  readonly maxAttempts: number
  /** Names the task and a code, never a person. */
  readonly lastError: string | undefined
  /** When it runs next; undefined while it runs, and where it is not tried again. */
  readonly nextTryAt: Date | undefined
  readonly createdAt: Date
}

interface JobPage {
  readonly state?: JobState | undefined
  /** The id that the page begins after. */
  readonly after?: string | undefined
  readonly limit: number
}

interface Row {
  readonly id: string
  readonly task: string
  readonly owner: string
  readonly job_state: JobState
  readonly attempts: number
  readonly max_attempts: number
  readonly last_error: string | null
  readonly run_at: Date
  readonly created_at: Date
}

/** Returns jobs of the environment and of its business, the newest first. */
export async function listJobs(db: Db, { state, after, limit }: JobPage): Promise<readonly QueuedJob[]> {
  const { rows } = await sql<Row>`
    select * from gatehouse_list_jobs(${state ?? null}, ${after ?? null}::bigint, ${limit})`.execute(db)
  return rows.map(jobOf)
}

/** Returns a job of the environment or of its business. */
export async function findJob(db: Db, id: string): Promise<QueuedJob | undefined> {
  const { rows } = await sql<Row>`
    select * from gatehouse_list_jobs(null, ${id}::bigint + 1, 1) where id = ${id}::bigint`.execute(db)
  return rows[0] && jobOf(rows[0])
}

function jobOf(row: Row): QueuedJob {
  const isDue = row.job_state === 'waiting' || row.job_state === 'retrying'
  return {
    id: row.id,
    task: row.task,
    owner: row.owner,
    state: row.job_state,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    lastError: row.last_error ?? undefined,
    nextTryAt: isDue ? row.run_at : undefined,
    createdAt: row.created_at,
  }
}

/** Runs a job again at once, with all its tries. Returns false where it runs at this moment or is gone. */
export async function retryQueued(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select gatehouse_retry_job(${id}::bigint) as done`.execute(db)
  return rows[0]?.done === true
}

/** Removes a job. Returns false where it runs at this moment or is gone. */
export async function discardQueued(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select gatehouse_discard_job(${id}::bigint) as done`.execute(db)
  return rows[0]?.done === true
}
