import type { Context } from '#platform/context'
import { applicationIdFromClientId, type Application } from './application.ts'
import { findClient } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'environment'>

/**
 * Does what `readApplication` does, for the product's own applications too: for conversations that the product began, and
 * for tokens that they ended with. A playground outside of development is none (T2-17).
 */
export async function readClient(ctx: Dependencies, clientId: string): Promise<Application | undefined> {
  const id = applicationIdFromClientId(clientId)
  if (id === undefined) return undefined
  const { db, cache, environment } = ctx
  const found = await cache.read(`${environment.id}:application:${id}`, () => findClient(db, environment, id))
  return found?.builtIn === 'playground' && environment.kind !== 'development' ? undefined : found
}
