import type { Services } from '#platform/context'
import { endInOrder } from '#platform/db'
import { ENVIRONMENT_ENDINGS } from './environment-endings.ts'
import { deleteEmptiedBusinesses, deleteEnvironmentForGood, listDeletedEnvironmentIds } from './queries.ts'

/** Removes what deleted environments and businesses hold. They answer nowhere any more, so nobody waits for it. */
export async function removeEnvironments({ database }: Pick<Services, 'database'>): Promise<void> {
  for (const id of await listDeletedEnvironmentIds(database.system)) {
    await endInOrder(database.environment(id), ENVIRONMENT_ENDINGS, id)
    await deleteEnvironmentForGood(database.system, id)
  }
  await deleteEmptiedBusinesses(database.system)
}
