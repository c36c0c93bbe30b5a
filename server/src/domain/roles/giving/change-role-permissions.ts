import { noSuchPermission, holdPermissions } from '#domain/permissions'
import { type RoleContext, type RoleTarget, changeRole } from '../change-role.ts'
import { addRolePermissions, removeRolePermissions } from '../queries.ts'
import { type RoleDifference, recordPermissionChange } from './permission-change.ts'
import { markHolders } from './mark-holders.ts'

/**
 * Changes the permissions of a role, or nothing where one of them does not exist. A removed permission is gone from
 * tokens at the next refresh; an added one appears when the claims are next renewed (P3-9).
 *
 * @returns the permissions that were added and removed
 * @throws {NotFound} `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 */
export async function changeRolePermissions(
  ctx: RoleContext,
  target: RoleTarget,
  wanted: RoleDifference,
): Promise<RoleDifference> {
  return changeRole(ctx, target.roleId, async (locked) => {
    const { db, key, now } = locked
    const named = new Set([...wanted.added, ...wanted.removed])
    const known = await holdPermissions(db, key.businessId, [...named])
    if (known.length !== named.size) throw noSuchPermission()
    const added = await addRolePermissions(db, key, wanted.added, now)
    const removed = await removeRolePermissions(db, key, wanted.removed)
    if (removed.length > 0) await markHolders(locked)
    await recordPermissionChange({ ...locked, ...target }, { type: 'role.permissions_updated', added, removed })
    return { added, removed }
  })
}
