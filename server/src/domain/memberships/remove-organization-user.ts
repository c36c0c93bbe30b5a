import { type MembersContext, type MembersTarget, changeMembers, noSuchMember } from './change-members.ts'
import { endMemberships } from './end-memberships.ts'

/**
 * Removes a member from an organization; the user stays. Every sign-in of the user there ends at once (AS-30).
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
