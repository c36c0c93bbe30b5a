import { addMembers } from './add-members.ts'
import type { Db } from '#platform/db'

/** Makes one user a member; false when they are one already. */
export async function addMembership(
  db: Db,
  { organizationId, userId, now }: { readonly organizationId: string; readonly userId: string; readonly now: Date },
): Promise<boolean> {
  return (await addMembers(db, { organizationId, userIds: [userId], now })).length > 0
}
