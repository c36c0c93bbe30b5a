import { z } from 'zod'
import type { Services } from '#platform/context'
import { openSealer } from '#platform/crypto'
import { addJob, type JobHandler } from '#platform/jobs'
import { hasDueReport, READ_SMS_REPORTS, readReports } from '#platform/sms'
import { listEnvironments } from '../queries.ts'
import { findSmsDelivery } from './sms-delivery.ts'

/** Each minute; what is due lies in a table, and follows our clock. */
export const FIND_DUE_SMS_REPORTS_SCHEDULE = '* * * * *'

const Payload = z.object({ environment_id: z.uuid() })

/** Asks the provider what became of the messages of an environment. */
export function readSmsReportsJob(services: Services): JobHandler {
  return async (payload, { signal }) => {
    const { environment_id: environmentId } = Payload.parse(payload)
    const db = services.database.environment(environmentId)
    const sealer = await openSealer(db, services.masterKey)
    const delivery = await findSmsDelivery(services, environmentId, sealer)
    await readReports(services, { db, delivery, signal })
  }
}

/** Looks for reports that are due, environment by environment in jobs of their own. */
export function findDueSmsReportsJob(services: Services): JobHandler {
  return async () => {
    for (const { id } of await listEnvironments(services)) {
      const db = services.database.environment(id)
      if (!(await hasDueReport(db, services.clock()))) continue
      await addJob(db, READ_SMS_REPORTS, { environment_id: id }, { key: `${READ_SMS_REPORTS}:${id}` })
    }
  }
}
