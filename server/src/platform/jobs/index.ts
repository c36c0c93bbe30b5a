/**
 * Work after a request: jobs that are due now, run by graphile-worker with retries.
 *
 * A job is added in the caller's transaction through a `security definer` function, because the worker's tables refuse
 * the application role. Work that is due later is in the concept's own tables, so that schedules follow the product's
 * clock; only chores that recur by the hour of the real clock are a lane's `schedule`, which one process at a time
 * fulfils.
 *
 * Request work sees and changes jobs of its own environment and business in the same way, and never their payloads. A
 * payload names its owner as `environment_id` or `business_id`; a job that names neither is the installation's.
 *
 * Invariants: a job runs at least once, so handlers can be run twice; jobs of a dead process are taken over within half
 * a minute; lanes do not wait for one another; payloads carry ids, never secrets, and the error of a failed job is in
 * the product's log: the worker's tables hold its code only.
 */
export {
  addJob,
  discardQueued,
  findJob,
  JOB_STATES,
  listJobs,
  retryQueued,
  type JobState,
  type Jobs,
  type QueuedJob,
} from './queries.ts'
export { installWorkerSchema } from './worker-schema.ts'
export { startWorker, type Worker } from './worker.ts'
export type { JobHandler, JobRun, JobTable, Lane } from './job-table.ts'
