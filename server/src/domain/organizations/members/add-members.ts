import { changeMembers, type LockedMembers, type MembersContext, type MembersTarget } from './change-members.ts'
import { insertDefaultRoles, insertMemberPermissions, insertMemberRoles, insertMembers } from './queries.ts'
import { resolveKeys, type Keyed, type Resolved } from './resolve-keys.ts'

/**
 * Makes existing users members, with the roles named or else the default ones. Who is a member already stays as they are.
 *
 * @returns who was none before
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 * @throws {InvalidInput} `USER_REPEATED`
 */
export async function addOrganizationUsers(
  ctx: MembersContext,
  target: Omit<MembersTarget, 'userIds'>,
  users: readonly Keyed[],
): Promise<readonly string[]> {
  return changeMembers(ctx, { ...target, userIds: users.map(({ userId }) => userId) }, async (locked) => {
    const added = await admit(locked, users, await resolveKeys(locked.db, locked.key.businessId, users))
    return { result: added, changed: added }
  })
}

/** Makes those members who are none, with what is given to them; returns who was none. */
export async function admit(
  { db, key, now }: LockedMembers,
  users: readonly Keyed[],
  resolved: Resolved,
): Promise<readonly string[]> {
  const added = await insertMembers(db, key, { userIds: users.map(({ userId }) => userId), now })
  const isAdded = ({ userId }: { readonly userId: string }) => added.includes(userId)
  const unsaid = users.filter((user) => isAdded(user) && user.roles === undefined).map(({ userId }) => userId)
  if (unsaid.length > 0) await insertDefaultRoles(db, key, { userIds: unsaid, now })
  await give(
    { db, key, now },
    { roles: resolved.roles.filter(isAdded), permissions: resolved.permissions.filter(isAdded) },
  )
  return added
}

/** Returns who has something now that they had not before. */
export async function give(
  { db, key, now }: Pick<LockedMembers, 'db' | 'key' | 'now'>,
  { roles, permissions }: Resolved,
): Promise<readonly string[]> {
  const { businessId } = key
  const newRoles = roles.length === 0 ? [] : await insertMemberRoles(db, key, { businessId, assignments: roles, now })
  const newPermissions =
    permissions.length === 0
      ? []
      : await insertMemberPermissions(db, key, { businessId, assignments: permissions, now })
  return [...newRoles, ...newPermissions].map(({ userId }) => userId)
}
