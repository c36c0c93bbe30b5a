import { addJob } from '#platform/jobs'
import { InvalidInput } from '#platform/errors'
import { holdPermissions, noSuchPermission } from '#domain/permissions'
import { changeRole, type LockedRole, type RoleContext, type RoleTarget } from '../change-role.ts'
import { recordRoleGiving } from '../events.ts'
import { MARK_ROLE_HOLDERS } from '../job-names.ts'
import { addRolePermissions, addSystemPermissions, removeRolePermissions, removeSystemPermissions } from '../queries.ts'

/** The permissions or scopes to add to a role, and to remove from it. */
export interface Giving {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Changes the permissions of a role, or nothing where one of them does not exist. A removed permission is gone from
 * tokens at the next refresh; an added one appears when the claims are next renewed (P3-9).
 *
 * @returns the permissions that were added and removed
 * @throws {NotFound} `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 */
export async function changeRolePermissions(ctx: RoleContext, target: RoleTarget, wanted: Giving): Promise<Giving> {
  return changeRole(ctx, target.roleId, async (locked) => {
    const { db, key, now } = locked
    const named = new Set([...wanted.added, ...wanted.removed])
    const known = await holdPermissions(db, key.businessId, [...named])
    if (known.length !== named.size) throw noSuchPermission()
    const added = await addRolePermissions(db, key, wanted.added, now)
    const removed = await removeRolePermissions(db, key, wanted.removed)
    if (removed.length > 0) await markHolders(locked)
    await record(ctx, { ...locked, ...target }, { type: 'role.permissions_updated', added, removed })
    return { added, removed }
  })
}

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
    await record(ctx, { ...locked, ...target }, { type: 'role.permissions_updated', added: [], removed })
  })
}

/**
 * Changes the system permissions, by key, of a role. They are not claims: the portal looks them up.
 *
 * @returns the permissions that were added and removed
 * @throws {NotFound} `ROLE_NOT_FOUND`
 */
export async function changeSystemPermissions(ctx: RoleContext, target: RoleTarget, wanted: Giving): Promise<Giving> {
  return changeRole(ctx, target.roleId, async (locked) => {
    const { db, key, now } = locked
    const added = await addSystemPermissions(db, key, wanted.added, now)
    const removed = await removeSystemPermissions(db, key, wanted.removed)
    await record(ctx, { ...locked, ...target }, { type: 'role.system_permissions_updated', added, removed })
    return { added, removed }
  })
}

/** Gives the holders of the role new claims, once the transaction is committed. */
export async function markHolders({ db, key }: LockedRole): Promise<void> {
  await addJob(db, MARK_ROLE_HOLDERS, { businessId: key.businessId, roleId: key.roleId })
}

type Change = Giving & { readonly type: 'role.permissions_updated' | 'role.system_permissions_updated' }

async function record(ctx: RoleContext, where: LockedRole & RoleTarget, change: Change): Promise<void> {
  const { db, role, now, author } = where
  if (change.added.length + change.removed.length === 0) return
  await recordRoleGiving(db, ctx.environment.id, { ...change, occurredAt: now, author, role })
}
