import { InvalidInput } from '#platform/errors'
import { holdPermissions } from '#domain/permissions'
import { type RoleContext, type RoleTarget, changeRole } from '../change-role.ts'
import { removeRolePermissions } from '../queries.ts'
import { recordPermissionChange } from './permission-change.ts'
import { markHolders } from './mark-holders.ts'

/**
 * Removes one permission from a role.
 *
 * @throws {NotFound} `ROLE_NOT_FOUND`
 * @throws {InvalidInput} `INVALID_PERMISSION_ID`, `INVALID_PERMISSION_ID_ROLE`
 */
export async function removeRolePermission(
  ctx: RoleContext,
  target: RoleTarget,
  permissionId: string | undefined,
): Promise<void> {
  await changeRole(ctx, target.roleId, async (locked) => {
    const { db, key } = locked
    const ids = permissionId === undefined ? [] : [permissionId]
    const known = ids.length === 0 ? [] : await holdPermissions(db, key.businessId, ids)
    if (known.length === 0) throw new InvalidInput('INVALID_PERMISSION_ID', 'There is no permission of this id.')
    const removed = await removeRolePermissions(db, key, ids)
    if (removed.length === 0) {
      throw new InvalidInput('INVALID_PERMISSION_ID_ROLE', 'The role does not give this permission.')
    }
    await markHolders(locked)
    await recordPermissionChange({ ...locked, ...target }, { type: 'role.permissions_updated', added: [], removed })
  })
}
