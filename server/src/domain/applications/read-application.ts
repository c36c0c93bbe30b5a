import type { Context } from '#platform/context'
import type { Application } from './application.ts'
import { readClient } from './read-client.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'environment'>

/**
 * Returns the application with this client id, at most a second old; undefined when there is none in this environment.
 * The product's own applications are no clients that anybody may name.
 */
export async function readApplication(ctx: Dependencies, clientId: string): Promise<Application | undefined> {
  const found = await readClient(ctx, clientId)
  return found?.builtIn === undefined ? found : undefined
}
