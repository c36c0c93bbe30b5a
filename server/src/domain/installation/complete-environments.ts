import type { Services } from '#platform/context'
import { seedConnections } from '#domain/connections'
import { seedBuiltInProperties } from '#domain/properties'
import { listEnvironmentIds } from '#domain/environments'

/** At the start: gives environments that an earlier version made what this one's have from the beginning. */
export async function completeEnvironments({ database, clock }: Pick<Services, 'database' | 'clock'>): Promise<void> {
  for (const id of await listEnvironmentIds(database.system)) {
    const db = database.environment(id)
    await seedBuiltInProperties(db, clock())
    await seedConnections(db, clock())
  }
}
