import { type RoleContext, type RoleTarget, changeRole } from '../change-role.ts'
import { addSystemPermissions, removeSystemPermissions } from '../queries.ts'
import { type RoleDifference, recordPermissionChange } from './permission-change.ts'

/**
 * Changes the system permissions, by key, of a role. They are not claims: the portal looks them up.
 *
 * @returns the permissions that were added and removed
 * @throws {NotFound} `ROLE_NOT_FOUND`
 */
export async function changeSystemPermissions(
  ctx: RoleContext,
  target: RoleTarget,
  wanted: RoleDifference,
): Promise<RoleDifference> {
  return changeRole(ctx, target.roleId, async (locked) => {
    const { db, key, now } = locked
    const added = await addSystemPermissions(db, key, wanted.added, now)
    const removed = await removeSystemPermissions(db, key, wanted.removed)
    await recordPermissionChange({ ...locked, ...target }, { type: 'role.system_permissions_updated', added, removed })
    return { added, removed }
  })
}
