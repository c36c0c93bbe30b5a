import type { Db } from '#platform/db'
import { insertMembers } from './queries.ts'

interface NewMembers {
  readonly organizationId: string
  readonly userIds: readonly string[]
  readonly now: Date
}

/**
 * Makes users members, with the roles that new members have there; returns those who were none before. Runs in the
 * caller's transaction, and writes no event: the caller knows what it is part of.
 */
export async function addMembers(db: Db, { organizationId, userIds, now }: NewMembers): Promise<readonly string[]> {
  return insertMembers(db, { organizationId }, { userIds, withDefaultRoles: userIds, now })
}
