import type { Context } from '#platform/context'
import { applicationIdFromClientId, type Application } from './application.ts'
import { findApplication } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'environment'>

/** By client id, at most a second old; undefined when there is none in this environment. */
export async function readApplication(ctx: Dependencies, clientId: string): Promise<Application | undefined> {
  const id = applicationIdFromClientId(clientId)
  if (id === undefined) return undefined
  return ctx.cache.read(`${ctx.environment.id}:application:${id}`, () => findApplication(ctx.db, ctx.environment, id))
}
