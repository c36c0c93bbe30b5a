import { type LockedRole, type RoleTarget } from '../change-role.ts'
import { recordRoleGiving } from '../events.ts'

/** The permissions or scopes to add to a role, and to remove from it. */
export interface RoleDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

type Change = RoleDifference & { readonly type: 'role.permissions_updated' | 'role.system_permissions_updated' }

export async function recordPermissionChange(where: LockedRole & RoleTarget, change: Change): Promise<void> {
  const { db, role, now, author } = where
  if (change.added.length + change.removed.length === 0) return
  await recordRoleGiving(db, { ...change, occurredAt: now, author, role })
}
