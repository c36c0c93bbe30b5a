import type { Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { lockUsers, markClaimsChangedOf, recordUserEvents } from '#domain/users'
import { refreshMemberOrder } from '../members/queries.ts'
import {
  giveScopes,
  holdOrganizations,
  joinOrganizations,
  keyOf,
  listHeld,
  type HeldByMember,
  type Joining,
  type MemberScope,
} from './queries.ts'

export interface Addition extends Joining {
  readonly scopes: readonly Pick<MemberScope, 'apiId' | 'scopeId'>[]
}

interface Occasion {
  readonly additions: readonly Addition[]
  readonly author: Author
  readonly now: Date
}

/**
 * Adds users who are there already to organizations, or gives members what they lack of roles, permissions and scopes.
 * Nothing is taken away, and a member whose roles are not named keeps those they have. Who gains something gets fresh
 * claims at the next token, and an event. Runs in the caller's transaction.
 */
export async function addToMembers(db: Db, environmentId: string, { additions, author, now }: Occasion): Promise<void> {
  if (additions.length === 0) return
  await holdOrganizations(db, environmentId, [...new Set(additions.map((one) => one.organizationId))])
  await lockUsers(db, environmentId, [...new Set(additions.map(({ userId }) => userId))])
  const held = await listHeld(db, environmentId, additions)
  const missing = additions.flatMap((addition) => missingOf(addition, held.get(keyOf(addition))))
  if (missing.length === 0) return
  await joinOrganizations(db, environmentId, missing, now)
  const scopes = missing.flatMap(({ scopes: given, userId, organizationId }) =>
    given.map((scope) => ({ ...scope, userId, organizationId })),
  )
  await giveScopes(db, environmentId, scopes, now)
  const changed = [...new Set(missing.map(({ userId }) => userId))]
  for (const userId of changed) await refreshMemberOrder(db, environmentId, userId)
  await markClaimsChangedOf(db, environmentId, changed, now)
  for (const [organizationId, some] of Map.groupBy(missing, (one) => one.organizationId)) {
    const userIds = [...new Set(some.map(({ userId }) => userId))]
    await recordUserEvents(db, environmentId, {
      type: 'user.updated',
      occurredAt: now,
      author,
      organizationId,
      userIds,
    })
  }
}

function missingOf(addition: Addition, held: HeldByMember | undefined): Addition[] {
  if (!held) return [addition]
  const roles = (addition.roles ?? []).filter((id) => !held.roles.includes(id))
  const permissions = addition.permissions.filter((id) => !held.permissions.includes(id))
  const scopes = addition.scopes.filter(({ scopeId }) => !held.scopes.includes(scopeId))
  if (roles.length + permissions.length + scopes.length === 0) return []
  return [{ ...addition, roles, permissions, scopes }]
}
