import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { managementScopes } from './management-api.ts'
import { holdScope } from './queries.ts'
import { noSuchScope, type Scope } from './resource-server.ts'

/**
 * A scope that people may be given, by itself or by a role; until the transaction ends nobody deletes it. Those of the
 * Management API are not: it is called by applications, never by users.
 *
 * @throws {NotFound} `API_SCOPE_NOT_FOUND`
 * @throws {InvalidInput} `SYSTEM_API`
 */
export async function holdAssignableScope(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  scopeId: string,
): Promise<Scope & { readonly apiId: string }> {
  const scope = await holdScope(db, scopeId)
  if (scope) return scope
  if (!managementScopes(environment).some(({ id }) => id === scopeId)) throw noSuchScope()
  throw new InvalidInput('SYSTEM_API', 'Scopes of the Management API are for applications, not for users.')
}
