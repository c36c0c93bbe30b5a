import { Forbidden, InvalidInput } from '#platform/errors'
import { clientIdOf, noSuchApplication, lockApplication, changeManagementAccess } from '#domain/applications'
import { type ApiContext, type LockedApi, type ApiTarget, changeApi } from '../change-api.ts'
import type { Scope } from '../resource-server.ts'
import { type ScopeGrant, getScope } from './scope-grant.ts'
import { insertScopeGrant, isAuthorized } from './queries.ts'

/**
 * Lets an application ask for a scope of an API that it is authorised for. `held` is what the actor's own token allows.
 *
 * @throws {NotFound} `API_NOT_FOUND`, `APPLICATION_NOT_FOUND`, `API_SCOPE_NOT_FOUND`
 * @throws {InvalidInput} `APPLICATION_NOT_AUTHORIZED`
 * @throws {Forbidden} `INSUFFICIENT_SCOPE`: a scope of the Management API that the actor does not hold
 */
export async function addApplicationScope(
  ctx: ApiContext,
  target: ApiTarget & { readonly held: ReadonlySet<string> },
  { applicationId, scopeId }: ScopeGrant,
): Promise<void> {
  await changeApi(ctx, target, async (locked) => {
    const scope = await getScope(ctx, locked, scopeId)
    if (locked.api.isManagement) return addManagementScope(ctx, locked, { applicationId, scope, held: target.held })
    const grant = await getGrant(locked, applicationId)
    await insertScopeGrant(locked.db, grant, { scopeId, now: locked.now })
    const payload = { application: clientIdOf(applicationId), scope: scope.key }
    await locked.record({ type: 'api.application_scope_added', payload })
  })
}

async function getGrant({ db, key }: LockedApi, applicationId: string) {
  const grant = { ...key, applicationId }
  if (!(await lockApplication(db, applicationId))) throw noSuchApplication()
  if (!(await isAuthorized(db, grant))) throw notAuthorized()
  return grant
}

function addManagementScope(
  ctx: ApiContext,
  { db, author }: LockedApi,
  { applicationId, scope, held }: { applicationId: string; scope: Scope; held: ReadonlySet<string> },
): Promise<void> {
  if (!held.has(scope.key)) throw new Forbidden('INSUFFICIENT_SCOPE', `Only who holds ${scope.key} can give it.`)
  return changeManagementAccess(
    { ...ctx, db },
    {
      applicationId,
      author,
      change: (present) => {
        if (!present.isManagementAuthorized) throw notAuthorized()
        return {
          isManagementAuthorized: true,
          managementScopes: [...new Set([...present.managementScopes, scope.key])],
        }
      },
    },
  )
}

function notAuthorized(): InvalidInput {
  return new InvalidInput('APPLICATION_NOT_AUTHORIZED', 'Authorise the application for this API first.')
}
