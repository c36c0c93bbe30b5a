import { changeMembers, type MembersContext, type MembersTarget } from './change-members.ts'
import { insertMemberPermissions, insertMemberRoles, insertMembers } from './queries.ts'
import { newMembersOf, resolveKeys, type KeyedAssignments } from './resolve-keys.ts'

/**
 * Makes existing users members, with the named roles or else the default ones. Users who are members already stay as
 * they are.
 *
 * @returns the users who were not members before
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ROLE_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 * @throws {InvalidInput} `USER_REPEATED`
 */
export async function addOrganizationUsers(
  ctx: MembersContext,
  target: Omit<MembersTarget, 'userIds'>,
  users: readonly KeyedAssignments[],
): Promise<readonly string[]> {
  const userIds = users.map(({ userId }) => userId)
  return changeMembers(ctx, { ...target, userIds }, async ({ db, key, now }) => {
    const { businessId } = key
    const resolved = await resolveKeys(db, businessId, users)
    const added = await insertMembers(db, key, { ...newMembersOf(users), now })
    const isAdded = ({ userId }: { readonly userId: string }) => added.includes(userId)
    const [roles, permissions] = [resolved.roles.filter(isAdded), resolved.permissions.filter(isAdded)]
    if (roles.length > 0) await insertMemberRoles(db, key, { businessId, assignments: roles, now })
    if (permissions.length > 0) await insertMemberPermissions(db, key, { businessId, assignments: permissions, now })
    return { result: added, changed: added }
  })
}
