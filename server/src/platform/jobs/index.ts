/**
 * Work that is done after a request: what is due now, run by graphile-worker with retries.
 *
 * A job is added in the caller's transaction through a `security definer` function, because the worker's tables refuse
 * the application role. What is due later lies in the concept's own tables, so that schedules follow our clock.
 */
export { addJob, type Jobs } from './queries.ts'
export { startWorker, installWorkerSchema, type JobHandler, type JobTable, type Worker } from './worker.ts'
