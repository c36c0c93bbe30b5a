import { NotFound } from '#platform/errors'
import { listAccessRoles, lastRole } from '#domain/applications'
import { type AccessRolesContext, type AccessChange, changeAccessRoles } from './change-access-roles.ts'
import { removeAccessRole } from './queries.ts'

/**
 * Has a role not let anybody in any more. The last one stays while access is controlled: nobody could enter.
 *
 * @throws {NotFound} `APPLICATION_NOT_FOUND`, `APPLICATION_ACCESS_ROLE_NOT_FOUND`
 * @throws {InvalidInput} `ACCESS_ROLES_REQUIRED`
 */
export async function deleteAccessRole(ctx: AccessRolesContext, change: AccessChange): Promise<void> {
  const { businessId } = ctx.environment
  const { applicationId } = change
  await changeAccessRoles(ctx, change, async (db, application) => {
    if (!(await removeAccessRole(db, { ...change }))) {
      throw new NotFound('APPLICATION_ACCESS_ROLE_NOT_FOUND', 'This role is not among those of the application.')
    }
    const left = await listAccessRoles(db, { businessId, applicationId }, { limit: 1 })
    if (left.length === 0 && application.settings.values.isAccessControlEnabled) throw lastRole()
  })
}
