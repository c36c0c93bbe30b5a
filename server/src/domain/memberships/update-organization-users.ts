import { changeMembers, type LockedMembers, type MembersContext, type MembersTarget } from './change-members.ts'
import { endMemberships } from './end-memberships.ts'
import { insertMembers, replaceMemberPermissions, replaceMemberRoles, type AssignmentDifference } from './queries.ts'
import { newMembersOf, resolveKeys, type KeyedAssignments, type ResolvedAssignments } from './resolve-keys.ts'

export interface MemberUpdate extends KeyedAssignments {
  readonly isRemoved: boolean
}

export interface MembersUpdated {
  readonly added: readonly string[]
  readonly updated: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Adds, changes and removes members at once. Named roles and permissions replace those of a member; an absent list
 * changes nothing.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 * @throws {InvalidInput} `USER_REPEATED`
 */
export async function updateOrganizationUsers(
  ctx: MembersContext,
  target: Omit<MembersTarget, 'userIds'>,
  users: readonly MemberUpdate[],
): Promise<MembersUpdated> {
  return changeMembers(ctx, { ...target, userIds: users.map(({ userId }) => userId) }, async (locked) => {
    const staying = users.filter(({ isRemoved }) => !isRemoved)
    const leaving = users.filter(({ isRemoved }) => isRemoved).map(({ userId }) => userId)
    const resolved = await resolveKeys(locked.db, locked.key.businessId, staying)
    const removed = leaving.length === 0 ? [] : await endMemberships(locked, leaving)
    const newMembers = { ...newMembersOf(staying), now: locked.now }
    const added = staying.length === 0 ? [] : await insertMembers(locked.db, locked.key, newMembers)
    const changed = await replace(locked, staying, resolved)
    const updated = newMembers.userIds.filter((userId) => !added.includes(userId))
    return { result: { added, updated, removed }, changed: [...removed, ...added, ...changed] }
  })
}

const NOBODY: AssignmentDifference = { taken: [], given: [] }

/** Replaces roles and permissions by the named ones; returns the users whose roles or permissions changed. */
async function replace(
  { db, key, now }: LockedMembers,
  users: readonly KeyedAssignments[],
  resolved: ResolvedAssignments,
): Promise<readonly string[]> {
  const { businessId } = key
  const saying = (field: 'roles' | 'permissions') =>
    users.filter((user) => user[field] !== undefined).map(({ userId }) => userId)
  const [roleUsers, permissionUsers] = [saying('roles'), saying('permissions')]
  const replacing = { businessId, now }
  const roles =
    roleUsers.length === 0
      ? NOBODY
      : await replaceMemberRoles(db, key, { ...replacing, assignments: resolved.roles, userIds: roleUsers })
  const permissions =
    permissionUsers.length === 0
      ? NOBODY
      : await replaceMemberPermissions(db, key, {
          ...replacing,
          assignments: resolved.permissions,
          userIds: permissionUsers,
        })
  return [...roles.taken, ...permissions.taken, ...roles.given, ...permissions.given]
}
