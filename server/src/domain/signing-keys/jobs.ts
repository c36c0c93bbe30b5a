import type { Services } from '#platform/context'
import { openSealer } from '#platform/crypto'
import { Conflict } from '#platform/errors'
import type { JobHandler } from '#platform/jobs'
import { SYSTEM_AUTHOR } from '#platform/outbox'
import { listEnvironments, type ListedEnvironment } from '#domain/environments'
import { settingsFor } from '#domain/settings'
import { listSigningKeys } from './queries.ts'
import { rotateSigningKey } from './rotate-signing-key.ts'
import { PUBLISHED_AHEAD_SECONDS } from './signing-key.ts'

/** Each hour; whether a rotation is due lies in the keys and the settings, and follows our clock. */
export const ROTATION_SCHEDULE = '37 * * * *'

const DAY_SECONDS = 86_400

/** Rotates the key of every environment that said after how many days, once the next one must be published. */
export function rotateDueKeysJob(
  services: Pick<Services, 'database' | 'cache' | 'clock' | 'masterKey' | 'log'>,
): JobHandler {
  return async () => {
    for (const environment of await listEnvironments(services)) {
      await rotateIfDue(services, environment).catch((error: unknown) => {
        // One environment that cannot be rotated must not keep the others from it.
        services.log.error({ err: error, environment: environment.id }, 'a signing key could not be rotated')
      })
    }
  }
}

async function rotateIfDue(
  services: Pick<Services, 'database' | 'cache' | 'clock' | 'masterKey' | 'log'>,
  { id, settings }: ListedEnvironment,
): Promise<void> {
  const { signingKeyRotationDays: days } = settingsFor({ environment: settings }).values
  if (days === null) return
  const db = services.database.environment(id)
  const newest = (await listSigningKeys(db)).find(({ revokedAt }) => revokedAt === undefined)
  const ageSeconds = newest ? (services.clock().getTime() - newest.activatesAt.getTime()) / 1000 : Infinity
  if (ageSeconds < days * DAY_SECONDS - PUBLISHED_AHEAD_SECONDS) return
  const sealer = await openSealer(db, services.masterKey)
  try {
    await rotateSigningKey({ ...services, db, sealer, environment: { id } }, SYSTEM_AUTHOR)
  } catch (error) {
    // Somebody rotated it at the same moment, which is as good.
    if (!(error instanceof Conflict)) throw error
  }
}
