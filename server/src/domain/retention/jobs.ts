import type { Services } from '#platform/context'
import type { JobHandler } from '#platform/jobs'
import { removeEnded } from './remove-ended.ts'

/** Each hour, at a minute when nobody else's chores run. Missed hours are not made up for: the next one does it all. */
export const RETENTION_SCHEDULE = '17 * * * *'

export function retentionJob(services: Pick<Services, 'database' | 'clock'>): JobHandler {
  return () => removeEnded(services)
}
