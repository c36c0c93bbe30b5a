import { z } from 'zod'
import type { Services } from '#platform/context'
import type { JobHandler } from '#platform/jobs'
import { REMOVE_PROPERTY } from './job-names.ts'
import { removeProperty } from './queries.ts'
import { forgetSomeValues } from './values/queries.ts'

const Payload = z.object({ environmentId: z.uuid(), propertyId: z.uuid() })
const BATCH = 1_000

/** Jobs that follow the deletion of a property. */
export function propertyJobs({ database }: Pick<Services, 'database'>): Readonly<Record<string, JobHandler>> {
  return {
    [REMOVE_PROPERTY]: async (payload) => {
      const { environmentId, propertyId } = Payload.parse(payload)
      const db = database.environment(environmentId)
      while (await forgetSomeValues(db, { propertyId }, BATCH));
      await removeProperty(db, propertyId)
    },
  }
}
