import { NotFound } from '#platform/errors'
import { type MemberTarget, changeMember } from './change-member.ts'
import type { MembersContext } from './change-members.ts'
import { removeMemberRole } from './queries.ts'

/**
 * Takes a role from a member.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `ROLE_NOT_FOUND`
 */
export async function deleteMemberRole(ctx: MembersContext, target: MemberTarget, roleId: string): Promise<void> {
  await changeMember(ctx, target, async ({ db, key }) => {
    const isTaken = await removeMemberRole(db, key, { userId: target.userId, id: roleId })
    if (!isTaken) throw new NotFound('ROLE_NOT_FOUND', 'This user has no such role in this organization.')
    return true
  })
}
