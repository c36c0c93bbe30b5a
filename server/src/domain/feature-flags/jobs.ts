import { z } from 'zod'
import type { Services } from '#platform/context'
import type { JobHandler } from '#platform/jobs'
import { inEachEnvironment } from '#domain/environments'
import { REMOVE_FEATURE_FLAG } from './job-names.ts'
import { forgetSome } from './overrides/index.ts'
import { removeFlag } from './queries.ts'

const Payload = z.object({ businessId: z.uuid(), flagId: z.uuid() })
const BATCH = 1_000

/** Jobs that follow the deletion of a flag, in every environment of the business. */
export function featureFlagJobs(services: Pick<Services, 'database'>): Readonly<Record<string, JobHandler>> {
  return {
    [REMOVE_FEATURE_FLAG]: async (payload) => {
      const { businessId, flagId } = Payload.parse(payload)
      await inEachEnvironment(services, businessId, async (db) => {
        while (await forgetSome(db, { flagId }, BATCH));
      })
      // This runs when no environment overrides the flag. The row belongs to the business, so the first environment
      // removes it.
      await inEachEnvironment(services, businessId, (db) => removeFlag(db, businessId, flagId))
    },
  }
}
