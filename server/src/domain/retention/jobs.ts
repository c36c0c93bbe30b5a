import type { Services } from '#platform/context'
import type { JobHandler } from '#platform/jobs'
import { removeEnded } from './remove-ended.ts'
import { removeEnvironments } from './remove-environments.ts'

/** Each hour, at a minute when nobody else's chores run. Missed hours are not made up for: the next one does it all. */
export const RETENTION_SCHEDULE = '17 * * * *'

export function retentionJob(services: Pick<Services, 'database' | 'clock'>): JobHandler {
  return () => removeEnded(services)
}

export const REMOVAL_SCHEDULE = '41 * * * *'

export function removeEnvironmentsJob(services: Pick<Services, 'database'>): JobHandler {
  return () => removeEnvironments(services)
}
