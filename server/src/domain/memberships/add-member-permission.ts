import { noSuchPermission, holdPermissions } from '#domain/permissions'
import { type MemberTarget, changeMember } from './change-member.ts'
import type { MembersContext } from './change-members.ts'
import { insertMemberPermissions } from './queries.ts'

/**
 * Gives a member a permission beside those of their roles. Does nothing when they have it.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`, `ORGANIZATION_USER_NOT_FOUND`, `PERMISSION_NOT_FOUND`
 */
export async function addMemberPermission(ctx: MembersContext, target: MemberTarget, id: string): Promise<void> {
  await changeMember(ctx, target, async ({ db, key, now }) => {
    if ((await holdPermissions(db, key.businessId, [id])).length === 0) throw noSuchPermission()
    const assignments = [{ userId: target.userId, id }]
    return (await insertMemberPermissions(db, key, { businessId: key.businessId, assignments, now })).length > 0
  })
}
