import type { Services } from '#platform/context'
import type { JobHandler } from '#platform/jobs'
import { listEnvironments } from '#domain/environments'
import { countActivity } from './count-activity.ts'

export const COUNT_ACTIVITY = 'count_activity'

/** Every five minutes, so that a read has a quarter of an hour of events to add at most. */
export const COUNT_ACTIVITY_SCHEDULE = '*/5 * * * *'

export function countActivityJob({ database, clock }: Pick<Services, 'database' | 'clock'>): JobHandler {
  return async () => {
    for (const { id } of await listEnvironments({ database }))
      await countActivity({ db: database.environment(id), clock })
  }
}
