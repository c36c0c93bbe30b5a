import type { Context } from '#platform/context'
import { Forbidden } from '#platform/errors'

/**
 * Businesses are the installation's: who manages them is an application of the environment that administrators sign in
 * to, whatever the scopes are that another one's has.
 *
 * @throws {Forbidden} `CONTROL_ENVIRONMENT_ONLY`
 */
export function checkAdministers({ environment }: Pick<Context, 'environment'>): void {
  if (environment.kind === 'control') return
  throw new Forbidden(
    'CONTROL_ENVIRONMENT_ONLY',
    'Businesses are managed at the address of the console, by an application of its environment.',
  )
}
