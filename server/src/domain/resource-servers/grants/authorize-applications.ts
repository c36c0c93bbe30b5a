import { changeManagementAccess, checkHeld, clientIdOf, lockApplication, noSuchApplication } from '#domain/applications'
import { changeApi, type ApiContext, type LockedApi, type ApiTarget } from '../change-api.ts'
import { insertAuthorization, isAuthorized, removeAuthorization } from './queries.ts'

export interface AuthorizationChange {
  readonly applicationId: string
  readonly isAuthorized: boolean
}

/**
 * Says of applications whether they may ask for an API: all of it, or nothing where one of them does not exist. Taking
 * it back takes the scopes back too, so the actor must hold them. `held` is what the actor's own token allows.
 *
 * @throws {NotFound} `API_NOT_FOUND`, `APPLICATION_NOT_FOUND`
 * @throws {InvalidInput} `MANAGEMENT_API_NOT_SUPPORTED`
 * @throws {Forbidden} `INSUFFICIENT_SCOPE`
 * @throws {Conflict} `LAST_MANAGING_APPLICATION`
 */
export async function authorizeApplications(
  ctx: ApiContext,
  target: ApiTarget & { readonly held: ReadonlySet<string> },
  changes: readonly AuthorizationChange[],
): Promise<void> {
  // Always in the same order, so that two of these never wait for one another.
  const ordered = changes.toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1))
  await changeApi(ctx, target, async (locked) => {
    for (const change of ordered) {
      await (locked.api.isManagement
        ? changeManagement(ctx, locked, { ...change, held: target.held })
        : changeRegistered(locked, change))
    }
  })
}

function changeManagement(
  ctx: ApiContext,
  { db, author }: LockedApi,
  { applicationId, isAuthorized: isWanted, held }: AuthorizationChange & { readonly held: ReadonlySet<string> },
): Promise<void> {
  return changeManagementAccess(
    { ...ctx, db },
    {
      applicationId,
      author,
      change: ({ managementScopes }) => {
        if (isWanted) return { isManagementAuthorized: true, managementScopes }
        checkHeld({ managementScopes }, held, 'only such a token can disconnect it')
        return { isManagementAuthorized: false, managementScopes: [] }
      },
    },
  )
}

async function changeRegistered(
  { db, key, now, record }: LockedApi,
  { applicationId, isAuthorized: isWanted }: AuthorizationChange,
): Promise<void> {
  if (!(await lockApplication(db, applicationId))) throw noSuchApplication()
  const grant = { ...key, applicationId }
  if ((await isAuthorized(db, grant)) === isWanted) return
  await (isWanted ? insertAuthorization(db, grant, now) : removeAuthorization(db, grant))
  const type = isWanted ? 'api.application_authorized' : 'api.application_unauthorized'
  await record({ type, payload: { application: clientIdOf(applicationId) } })
}
