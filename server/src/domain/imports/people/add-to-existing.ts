import type { Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import {
  findMissing,
  giveScopes,
  holdOrganizations,
  joinOrganizations,
  refreshMemberOrder,
  type Addition,
} from '#domain/memberships'
import { lockUsers, markClaimsChangedOf, recordUserEvents } from '#domain/users'
import type { PreparedUser } from './prepared-user.ts'
import { givenBy, resolveScopes } from './row-references.ts'
import { findUserIds, type DirectoryState } from './views.ts'

interface Rows {
  readonly users: readonly PreparedUser[]
  readonly known: DirectoryState
  readonly author: Author
  readonly now: Date
}

/**
 * Adds existing users to the organizations of their rows, with the roles, permissions and scopes there. Nothing is
 * removed. Every user who gains something gets fresh claims at the next token, and an event. Runs in the caller's
 * transaction.
 */
export async function addToExisting(db: Db, { users, known, author, now }: Rows): Promise<void> {
  const joining = users.filter(({ organizations }) => organizations.length > 0)
  if (joining.length === 0) return
  const userIds = await findUserIds(db, joining)
  const additions = joining.flatMap((user) => additionsOf(user, userIds.get(user.row), known))
  await holdOrganizations(db, [...new Set(additions.map((one) => one.organizationId))])
  await lockUsers(db, [...new Set(additions.map(({ userId }) => userId))])
  const missing = await findMissing(db, additions)
  if (missing.length === 0) return
  await joinOrganizations(db, missing, now)
  await giveScopes(db, missing.flatMap(scopesOf), now)
  await tellOf(db, { missing, author, now })
}

function additionsOf(user: PreparedUser, userId: string | undefined, known: DirectoryState): Addition[] {
  if (userId === undefined) return []
  const email = user.identities.find(({ value }) => value.kind === 'email')?.value.normalized ?? ''
  return user.organizations.map((one) => ({
    userId,
    ...givenBy(one, known),
    scopes: resolveScopes(one, known),
    givenName: user.givenName,
    familyName: user.familyName,
    email,
  }))
}

function scopesOf({ scopes, userId, organizationId }: Addition) {
  return scopes.map((scope) => ({ ...scope, userId, organizationId }))
}

async function tellOf(
  db: Db,
  { missing, author, now }: { readonly missing: readonly Addition[]; readonly author: Author; readonly now: Date },
): Promise<void> {
  const changed = [...new Set(missing.map(({ userId }) => userId))]
  // The row may name them otherwise than they are named here.
  for (const userId of changed) await refreshMemberOrder(db, userId)
  await markClaimsChangedOf(db, changed, now)
  for (const [organizationId, some] of Map.groupBy(missing, (one) => one.organizationId)) {
    const userIds = [...new Set(some.map(({ userId }) => userId))]
    await recordUserEvents(db, {
      type: 'user.updated',
      occurredAt: now,
      author,
      organizationId,
      userIds,
    })
  }
}
