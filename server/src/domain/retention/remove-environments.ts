import type { Services } from '#platform/context'
import {
  deleteEmptiedBusinesses,
  deleteEnvironmentForGood,
  deletePartitioned,
  listDeletedEnvironmentIds,
} from './queries.ts'

/** Removes what deleted environments and businesses hold. They answer nowhere any more, so nobody waits for it. */
export async function removeEnvironments({ database }: Pick<Services, 'database'>): Promise<void> {
  for (const id of await listDeletedEnvironmentIds(database.system)) {
    await deletePartitioned(database.environment(id), id)
    await deleteEnvironmentForGood(database.system, id)
  }
  await deleteEmptiedBusinesses(database.system)
}
