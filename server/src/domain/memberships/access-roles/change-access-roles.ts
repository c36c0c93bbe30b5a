import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import { NotFound } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { holdRoles, noSuchRole } from '#domain/roles'
import {
  applicationCacheKey,
  noSuchApplication,
  type Application,
  recordApplicationEvent,
  findApplication,
  lockApplication,
  checkEnterable,
  lastRole,
  listAccessRoles,
} from '#domain/applications'
import { insertAccessRole, removeAccessRole } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

interface AccessChange {
  readonly applicationId: string
  readonly roleId: string
  readonly author: Author
}

/**
 * Lets holders of a role sign in to an application, once its access is controlled.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`, `ROLE_NOT_FOUND`
 * @throws {InvalidInput} `APPLICATION_TYPE_NOT_SUPPORTED`
 */
export async function addAccessRole(ctx: Dependencies, change: AccessChange): Promise<void> {
  const { id: environmentId, businessId } = ctx.environment
  await changeAccess(ctx, change, async (db, application) => {
    checkEnterable(application)
    const [role] = await holdRoles(db, businessId, [change.roleId])
    if (!role) throw noSuchRole()
    await insertAccessRole(db, { environmentId, ...change }, { businessId, now: ctx.clock() })
  })
}

/**
 * Has a role not let anybody in any more. The last one stays while access is controlled: nobody could enter.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`, `APPLICATION_ACCESS_ROLE_NOT_FOUND`
 * @throws {InvalidInput} `ACCESS_ROLES_REQUIRED`
 */
export async function deleteAccessRole(ctx: Dependencies, change: AccessChange): Promise<void> {
  const { id: environmentId, businessId } = ctx.environment
  const { applicationId } = change
  await changeAccess(ctx, change, async (db, application) => {
    if (!(await removeAccessRole(db, { environmentId, ...change }))) {
      throw new NotFound('APPLICATION_ACCESS_ROLE_NOT_FOUND', 'This role is not among those of the application.')
    }
    const left = await listAccessRoles(db, { environmentId, businessId, applicationId }, { limit: 1 })
    if (left.length === 0 && application.settings.values.isAccessControlEnabled) throw lastRole()
  })
}

async function changeAccess(
  ctx: Dependencies,
  { applicationId, author }: AccessChange,
  work: (db: Db, application: Application) => Promise<void>,
): Promise<void> {
  const { environment } = ctx
  const changed = applicationCacheKey(environment.id)
  await ctx.db.transaction().execute(async (db) => {
    const isThere = await lockApplication(db, environment.id, applicationId)
    const application = isThere ? await findApplication(db, environment, applicationId) : undefined
    if (!application) throw noSuchApplication()
    await work(db, application)
    const payload = { fields: ['access_roles'] }
    const event = { type: 'application.updated', occurredAt: ctx.clock(), author, payload } as const
    await recordApplicationEvent(db, { environmentId: environment.id, applicationId }, event)
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}
