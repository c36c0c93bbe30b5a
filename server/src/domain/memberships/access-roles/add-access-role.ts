import { checkEnterable } from '#domain/applications'
import { holdRoles, noSuchRole } from '#domain/roles'
import { type AccessRolesContext, type AccessChange, changeAccessRoles } from './change-access-roles.ts'
import { insertAccessRole } from './queries.ts'

/**
 * Lets holders of a role sign in to an application, once its access is controlled.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`, `ROLE_NOT_FOUND`
 * @throws {InvalidInput} `APPLICATION_TYPE_NOT_SUPPORTED`
 */
export async function addAccessRole(ctx: AccessRolesContext, change: AccessChange): Promise<void> {
  const { businessId } = ctx.environment
  await changeAccessRoles(ctx, change, async (db, application) => {
    checkEnterable(application)
    const [role] = await holdRoles(db, businessId, [change.roleId])
    if (!role) throw noSuchRole()
    await insertAccessRole(db, { ...change }, { businessId, now: ctx.clock() })
  })
}
