import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import {
  listAwaitedIdentitiesOf,
  listIdentitiesOfUser,
  type HeldAwaitedIdentity,
  type Identity,
} from '#domain/identities'
import { recordUserEvent, lockUser, markClaimsChanged, noSuchUser } from '#domain/users'
import { refreshSearchWords } from '../users/refresh-search-words.ts'

interface Target {
  readonly userId: string
  readonly author: Author
}

interface HeldIdentities {
  readonly db: Db
  readonly now: Date
  /** As they are while nobody else changes them. */
  readonly identities: readonly Identity[]
  /** Those that wait for their connection. */
  readonly awaited: readonly HeldAwaitedIdentity[]
}

/**
 * Does what changes the identities of a user, one after the other; their claims, the words they are found by and an event
 * follow. Runs in the caller's transaction.
 *
 * @throws {NotFound} `USER_NOT_FOUND`
 */
export async function changeIdentities<T>(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { userId, author }: Target,
  work: (held: HeldIdentities) => Promise<T>,
): Promise<T> {
  const { db } = ctx
  const now = ctx.clock()
  if (!(await lockUser(db, userId))) throw noSuchUser()
  const identities = await listIdentitiesOfUser(db, userId)
  const awaited = (await listAwaitedIdentitiesOf(db, [userId])).get(userId) ?? []
  const result = await work({ db, now, identities, awaited })
  await markClaimsChanged(db, userId, now)
  await refreshSearchWords(db, userId)
  await recordUserEvent(db, { userId, type: 'user.updated', occurredAt: now, author })
  return result
}
