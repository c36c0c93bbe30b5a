import { revokeGrantsOfMembers } from '#domain/grants'
import { admit, give } from './add-members.ts'
import {
  changeMembers,
  noSuchMember,
  type LockedMembers,
  type MembersContext,
  type MembersTarget,
} from './change-members.ts'
import { removeMembers, removeOtherPermissions, removeOtherRoles } from './queries.ts'
import { resolveKeys, type Keyed, type Resolved } from './resolve-keys.ts'

export interface MemberUpdate extends Keyed {
  readonly isRemoved: boolean
}

export interface MembersUpdated {
  readonly added: readonly string[]
  readonly updated: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Adds, changes and removes members at once. Roles and permissions that are named replace those a member has; what is
 * absent stays.
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
    const added = staying.length === 0 ? [] : await admit(locked, staying, resolved)
    const members = staying.filter(({ userId }) => !added.includes(userId))
    const changed = await replace(locked, members, resolved)
    const updated = members.map(({ userId }) => userId)
    return { result: { added, updated, removed }, changed: [...removed, ...added, ...changed] }
  })
}

/** Takes what is not named and gives what is; returns whose roles or permissions are different now. */
async function replace(
  locked: LockedMembers,
  members: readonly Keyed[],
  resolved: Resolved,
): Promise<readonly string[]> {
  if (members.length === 0) return []
  const { db, key } = locked
  const saying = (field: 'roles' | 'permissions') =>
    members.filter((member) => member[field] !== undefined).map(({ userId }) => userId)
  const isTheirs = (userIds: readonly string[]) => (one: { readonly userId: string }) => userIds.includes(one.userId)
  const [roleUsers, permissionUsers] = [saying('roles'), saying('permissions')]
  const roles = resolved.roles.filter(isTheirs(roleUsers))
  const permissions = resolved.permissions.filter(isTheirs(permissionUsers))
  const withoutRoles = await removeOtherRoles(db, key, { userIds: roleUsers, kept: roles })
  const withoutPermissions = await removeOtherPermissions(db, key, { userIds: permissionUsers, kept: permissions })
  return [...withoutRoles, ...withoutPermissions, ...(await give(locked, { roles, permissions }))]
}

/** Ends memberships and every grant there; in this order, so that a sign-in at the same moment ends with them. */
async function endMemberships({ db, key, now }: LockedMembers, userIds: readonly string[]): Promise<readonly string[]> {
  const removed = await removeMembers(db, key, userIds)
  await revokeGrantsOfMembers(db, key.environmentId, { organizationId: key.organizationId, userIds: removed, now })
  return removed
}

/**
 * Takes a member out of an organization; the user stays. Whatever they were signed in to there ends at once (AS-30).
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`
 */
export async function removeOrganizationUser(
  ctx: MembersContext,
  { userId, ...target }: Omit<MembersTarget, 'userIds'> & { readonly userId: string },
): Promise<void> {
  await changeMembers(ctx, { ...target, userIds: [userId] }, async (locked) => {
    const removed = await endMemberships(locked, [userId])
    if (removed.length === 0) throw noSuchMember()
    return { result: undefined, changed: removed }
  })
}
