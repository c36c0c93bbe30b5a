import type { Db } from '#platform/db'
import type { Scope } from '#domain/resource-servers'
import type { RoleKey } from './queries.ts'

/** The scopes that a role gives in an environment, by API and key. */
export async function listRoleScopes(
  db: Db,
  { roleId }: RoleKey,
): Promise<readonly (Scope & { readonly apiId: string })[]> {
  return db
    .selectFrom('role_api_scopes as given')
    .innerJoin('resource_server_scopes as scope', (join) =>
      join
        .onRef('scope.environment_id', '=', 'given.environment_id')
        .onRef('scope.resource_server_id', '=', 'given.resource_server_id')
        .onRef('scope.id', '=', 'given.scope_id'),
    )
    .select(['scope.id', 'scope.key', 'scope.description', 'scope.resource_server_id as apiId'])
    .where('given.environment_id', '=', db.environmentId)
    .where('given.role_id', '=', roleId)
    .orderBy('scope.resource_server_id')
    .orderBy('scope.key')
    .execute()
}
