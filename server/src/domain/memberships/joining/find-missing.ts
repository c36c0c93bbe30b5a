import type { Db } from '#platform/db'
import { keyOf, listHeld, type HeldByMember, type NewMembership, type MemberScope } from './queries.ts'

/** One user and one organization, with what the user is to have there. */
export interface Addition extends NewMembership {
  readonly scopes: readonly Pick<MemberScope, 'apiId' | 'scopeId'>[]
}

/**
 * Returns what users lack of what they are to have: memberships, and of members roles, permissions and scopes. A member
 * whose roles are not named keeps those they have. The caller holds the users, so that nobody changes them meanwhile.
 */
export async function findMissing(db: Db, additions: readonly Addition[]): Promise<readonly Addition[]> {
  const held = await listHeld(db, additions)
  return additions.flatMap((addition) => missingOf(addition, held.get(keyOf(addition))))
}

function missingOf(addition: Addition, held: HeldByMember | undefined): Addition[] {
  if (!held) return [addition]
  const roles = (addition.roles ?? []).filter((id) => !held.roles.includes(id))
  const permissions = addition.permissions.filter((id) => !held.permissions.includes(id))
  const scopes = addition.scopes.filter(({ scopeId }) => !held.scopes.includes(scopeId))
  if (roles.length + permissions.length + scopes.length === 0) return []
  return [{ ...addition, roles, permissions, scopes }]
}
