import { revokeGrantsOfMembers } from '#domain/grants'
import type { LockedMembers } from './change-members.ts'
import { removeMembers } from './queries.ts'

/** Ends memberships and every grant there, in this order, so that a simultaneous sign-in ends with them. */
export async function endMemberships(
  { db, key, now }: LockedMembers,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const removed = await removeMembers(db, key, userIds)
  await revokeGrantsOfMembers(db, { organizationId: key.organizationId, userIds: removed, now })
  return removed
}
