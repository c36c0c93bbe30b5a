import { holdRoles, noSuchRole } from '#domain/roles'
import { type MemberTarget, changeMember } from './change-member.ts'
import type { MembersContext } from './change-members.ts'
import { insertMemberRoles } from './queries.ts'

/**
 * Gives a member a role. Does nothing when they have it.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `ROLE_NOT_FOUND`
 */
export async function addMemberRole(ctx: MembersContext, target: MemberTarget, roleId: string): Promise<void> {
  await changeMember(ctx, target, async ({ db, key, now }) => {
    if ((await holdRoles(db, key.businessId, [roleId])).length === 0) throw noSuchRole()
    const assignments = [{ userId: target.userId, id: roleId }]
    return (await insertMemberRoles(db, key, { businessId: key.businessId, assignments, now })).length > 0
  })
}
