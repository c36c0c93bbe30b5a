import { NotFound } from '#platform/errors'
import { type MemberTarget, changeMember } from './change-member.ts'
import type { MembersContext } from './change-members.ts'
import { removeMemberPermission } from './queries.ts'

/**
 * Takes a permission that a member has directly; what their roles give stays.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 */
export async function deleteMemberPermission(ctx: MembersContext, target: MemberTarget, id: string): Promise<void> {
  await changeMember(ctx, target, async ({ db, key }) => {
    const isTaken = await removeMemberPermission(db, key, { userId: target.userId, id })
    if (!isTaken) throw new NotFound('PERMISSION_NOT_FOUND', 'This user has no such permission directly.')
    return true
  })
}
