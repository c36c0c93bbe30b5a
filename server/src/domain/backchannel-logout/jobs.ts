import { z } from 'zod'
import { addJob, type JobHandler } from '#platform/jobs'
import { listEnvironments } from '#domain/environments'
import { deliverLogouts, type DeliveryServices } from './deliver-logouts.ts'
import { hasDueNotice } from './queries.ts'
import { DELIVER_LOGOUTS } from './queue-logouts.ts'

/** Each minute; what is due lies in our table, and follows our clock. */
export const RETRY_LOGOUTS_SCHEDULE = '* * * * *'

const Payload = z.object({ environment_id: z.uuid() })

export function deliverLogoutsJob(services: DeliveryServices): JobHandler {
  return async (payload, { signal }) => {
    await deliverLogouts(services, { environmentId: Payload.parse(payload).environment_id, signal })
  }
}

/** Takes up again what could not be delivered, environment by environment in jobs of their own. */
export function retryLogoutsJob(services: DeliveryServices): JobHandler {
  return async () => {
    for (const { id } of await listEnvironments(services)) {
      const db = services.database.environment(id)
      if (!(await hasDueNotice(db, services.clock()))) continue
      await addJob(db, DELIVER_LOGOUTS, { environment_id: id }, { key: `${DELIVER_LOGOUTS}:${id}` })
    }
  }
}
