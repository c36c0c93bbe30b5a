import { Forbidden, NotFound } from '#platform/errors'
import { noSuchApplication, clientIdOf, changeManagementAccess, lockApplication } from '#domain/applications'
import { type ApiContext, type LockedApi, type ApiTarget, changeApi } from '../change-api.ts'
import type { Scope } from '../resource-server.ts'
import { type ScopeGrant, getScope } from './scope-grant.ts'
import { removeScopeGrant } from './queries.ts'

/**
 * Takes a scope from an application again. `held` is what the actor's own token allows.
 *
 * @throws {NotFound} `API_NOT_FOUND`, `APPLICATION_NOT_FOUND`, `API_SCOPE_NOT_FOUND`, `APPLICATION_SCOPE_NOT_FOUND`
 * @throws {Forbidden} `INSUFFICIENT_SCOPE`: a scope of the Management API that the actor does not hold
 * @throws {Conflict} `LAST_MANAGING_APPLICATION`
 */
export async function removeApplicationScope(
  ctx: ApiContext,
  target: ApiTarget & { readonly held: ReadonlySet<string> },
  { applicationId, scopeId }: ScopeGrant,
): Promise<void> {
  await changeApi(ctx, target, async (locked) => {
    const scope = await getScope(ctx, locked, scopeId)
    if (locked.api.isManagement) return removeManagementScope(ctx, locked, { applicationId, scope, held: target.held })
    const { db, key } = locked
    if (!(await lockApplication(db, applicationId))) throw noSuchApplication()
    if (!(await removeScopeGrant(db, { ...key, applicationId }, scopeId))) throw noSuchGrant()
    const payload = { application: clientIdOf(applicationId), scope: scope.key }
    await locked.record({ type: 'api.application_scope_removed', payload })
  })
}

function removeManagementScope(
  ctx: ApiContext,
  { db, author }: LockedApi,
  { applicationId, scope, held }: { applicationId: string; scope: Scope; held: ReadonlySet<string> },
): Promise<void> {
  if (!held.has(scope.key)) throw new Forbidden('INSUFFICIENT_SCOPE', `Only who holds ${scope.key} can take it away.`)
  return changeManagementAccess(
    { ...ctx, db },
    {
      applicationId,
      author,
      change: (present) => {
        if (!present.managementScopes.includes(scope.key)) throw noSuchGrant()
        return { ...present, managementScopes: present.managementScopes.filter((key) => key !== scope.key) }
      },
    },
  )
}

export function noSuchGrant(): NotFound {
  return new NotFound('APPLICATION_SCOPE_NOT_FOUND', 'The application does not have this scope.')
}
