import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { recordEvent, type Author } from '#platform/outbox'
import { revokeGrantOfUser } from './queries.ts'
import { grantIdOf, noSuchGrant } from './schema.ts'

interface Target {
  readonly id: string
  readonly userId: string
  readonly author: Author
}

/**
 * Ends one grant of a user; the session goes on.
 *
 * @throws {NotFound} `GRANT_NOT_FOUND`
 */
export async function endGrant(ctx: Pick<Context, 'db' | 'clock'>, { id, userId, author }: Target): Promise<void> {
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (!(await revokeGrantOfUser(db, { id, userId, now }))) throw noSuchGrant()
    await recordEvent(db, {
      type: 'user.grant_revoked',
      occurredAt: now,
      ...author,
      subject: subjectOf(userId),
      payload: { user: { id: subjectOf(userId) }, grant: grantIdOf(id) },
    })
  })
}
