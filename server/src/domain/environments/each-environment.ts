import type { Services } from '#platform/context'
import type { Db } from '#platform/db'
import { listEnvironmentIdsOf } from './queries.ts'

/**
 * Does something in every environment of a business, deleted ones too, one after the other: what a business defines is
 * used in all of them, and request work sees only its own.
 */
export async function inEachEnvironment(
  { database }: Pick<Services, 'database'>,
  businessId: string,
  work: (db: Db) => Promise<void>,
): Promise<void> {
  for (const environmentId of await listEnvironmentIdsOf(database.system, businessId)) {
    await work(database.environment(environmentId, businessId))
  }
}
