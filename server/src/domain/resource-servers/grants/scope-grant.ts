import { type ApiContext, type LockedApi } from '../change-api.ts'
import { managementScopes } from '../management-api.ts'
import { findScope } from '../queries.ts'
import { noSuchScope, type Scope } from '../resource-server.ts'

export interface ScopeGrant {
  readonly applicationId: string
  readonly scopeId: string
}

export async function getScope(
  { environment }: ApiContext,
  { db, api, key }: LockedApi,
  scopeId: string,
): Promise<Scope> {
  const scope = api.isManagement
    ? managementScopes(environment).find(({ id }) => id === scopeId)
    : await findScope(db, key, scopeId)
  if (!scope) throw noSuchScope()
  return scope
}
