import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import { discardQueued } from '#platform/jobs'
import { changeJob, isDiscardable } from './change-job.ts'

/**
 * Removes a job that nothing else waits for.
 *
 * @throws {NotFound} `JOB_NOT_FOUND`
 * @throws {Conflict} `JOB_IS_RUNNING`, `JOB_IS_NEEDED`
 */
export async function discardJob({ db }: Pick<Context, 'db'>, id: string): Promise<void> {
  await changeJob(db, id, async (own, job) => {
    if (!isDiscardable(job)) throw jobIsNeeded()
    return discardQueued(own, job.id)
  })
}

function jobIsNeeded(): Conflict {
  return new Conflict('JOB_IS_NEEDED', 'Other data depends on the end of this job. Retry it instead.')
}
