import type { Context } from '#platform/context'
import { managementApi } from './management-api.ts'
import { findApi } from './queries.ts'
import { type ResourceServer, noSuchApi } from './resource-server.ts'

/** @throws {NotFound} `API_NOT_FOUND` */
export async function getApi(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  apiId: string,
): Promise<ResourceServer> {
  if (apiId === environment.id) return managementApi(environment)
  const api = await findApi(db, { apiId })
  if (!api) throw noSuchApi()
  return api
}
