import { z } from 'zod'
import type { Services } from '#platform/context'
import type { JobHandler } from '#platform/jobs'
import { WRAP_HASHES } from '#domain/credentials'
import { RUN_IMPORT } from './import.ts'
import { finishImport } from './queries.ts'
import { runImport } from './run-import.ts'
import { wrapPasswords } from './wrap-passwords.ts'

const Payload = z.object({ environment_id: z.uuid(), business_id: z.uuid(), id: z.uuid() })

export function importJobs(
  services: Pick<Services, 'database' | 'clock' | 'masterKey' | 'log'>,
): Readonly<Record<string, JobHandler>> {
  return {
    async [RUN_IMPORT](payload, { isLastTry, signal }) {
      const { environment_id: environmentId, business_id: businessId, id } = Payload.parse(payload)
      try {
        await runImport(services, { environmentId, businessId, id }, signal)
      } catch (error) {
        if (isLastTry) {
          const db = services.database.environment(environmentId, businessId)
          await finishImport(db, { id, state: 'failed', now: services.clock() })
        }
        throw error
      }
    },
  }
}

const Place = Payload.omit({ id: true })

export function wrapJobs(
  services: Pick<Services, 'database' | 'clock' | 'masterKey' | 'passwords'>,
): Readonly<Record<string, JobHandler>> {
  return {
    [WRAP_HASHES](payload, { signal }) {
      const { environment_id: environmentId, business_id: businessId } = Place.parse(payload)
      return wrapPasswords(services, { environmentId, businessId }, signal)
    },
  }
}
