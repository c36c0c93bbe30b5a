import type { Context } from '#platform/context'
import { NotFound } from '#platform/errors'
import { listManaged, type ManagedEnvironment } from './views.ts'

/** An environment of the same business; one of another is not there. @throws {NotFound} `ENVIRONMENT_NOT_FOUND` */
export async function findManaged(
  { database, environment }: Pick<Context, 'database' | 'environment'>,
  code: string,
): Promise<ManagedEnvironment> {
  const all = await listManaged(database.system, environment.businessId)
  const found = all.find((one) => one.code === code)
  if (!found) throw noSuchEnvironment()
  return found
}

export function noSuchEnvironment(): NotFound {
  return new NotFound('ENVIRONMENT_NOT_FOUND', 'There is no such environment in this business.')
}
