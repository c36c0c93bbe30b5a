import type { Db } from '#platform/db'
import { insertDefaultRoles, insertMembers } from './members/queries.ts'

interface NewMembers {
  readonly organizationId: string
  readonly userIds: readonly string[]
  readonly now: Date
}

/**
 * Makes users members, with the roles that new members have there; returns those who were none before. Runs in the
 * caller's transaction, and writes no event: the caller knows what it is part of.
 */
export async function addMembers(
  db: Db,
  environmentId: string,
  { organizationId, userIds, now }: NewMembers,
): Promise<readonly string[]> {
  const key = { environmentId, organizationId }
  const added = await insertMembers(db, key, { userIds, now })
  if (added.length > 0) await insertDefaultRoles(db, key, { userIds: added, now })
  return added
}

/** Makes one user a member; false when they are one already. */
export async function addMembership(
  db: Db,
  environmentId: string,
  { organizationId, userId, now }: { readonly organizationId: string; readonly userId: string; readonly now: Date },
): Promise<boolean> {
  return (await addMembers(db, environmentId, { organizationId, userIds: [userId], now })).length > 0
}
