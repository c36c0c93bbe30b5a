import type { Context } from '#platform/context'
import { retryQueued } from '#platform/jobs'
import { changeJob } from './change-job.ts'

/**
 * Runs a job again at once, with all its tries.
 *
 * @throws {NotFound} `JOB_NOT_FOUND`
 * @throws {Conflict} `JOB_IS_RUNNING`
 */
export async function retryJob({ db }: Pick<Context, 'db'>, id: string): Promise<void> {
  await changeJob(db, id, async (own, job) => retryQueued(own, job.id))
}
