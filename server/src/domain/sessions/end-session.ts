import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import type { Db } from '#platform/db'
import { recordEvent, type Author } from '#platform/outbox'
import { revokeGrantsOfSession, revokeGrantsOfUser } from '#domain/grants'
import { revokeSession, revokeSessionsOfUser } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'clock' | 'environment'>

/**
 * Ends a session with the grants that hang on it: its tokens stop at our endpoints at once, and nothing refreshes (AS-30).
 * False when it had ended already. Runs in the caller's transaction.
 */
export async function endSession(
  ctx: Dependencies,
  { id, userId, author }: { readonly id: string; readonly userId: string; readonly author: Author },
): Promise<boolean> {
  const now = ctx.clock()
  if (!(await revokeSession(ctx.db, ctx.environment.id, { id, userId, now }))) return false
  await revokeGrantsOfSession(ctx.db, ctx.environment.id, { sessionId: id, now })
  await recordSignOut(ctx, { userId, author, isEverywhere: false })
  return true
}

/**
 * Ends every session of a user with every grant, those of devices included, which hang on no session. Runs in the
 * caller's transaction.
 */
export async function endSessionsOfUser(
  ctx: Dependencies,
  { userId, author }: { readonly userId: string; readonly author: Author },
): Promise<void> {
  await endAccessOfUser(ctx.db, ctx.environment.id, { userId, now: ctx.clock() })
  await recordSignOut(ctx, { userId, author, isEverywhere: true })
}

/** Ends every session and every grant of a user, and with these every token (AS-30). Runs in the caller's transaction. */
export async function endAccessOfUser(
  db: Db,
  environmentId: string,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await revokeSessionsOfUser(db, environmentId, { userId, now })
  await revokeGrantsOfUser(db, environmentId, { userId, now })
}

async function recordSignOut(
  ctx: Dependencies,
  { userId, author, isEverywhere }: { userId: string; author: Author; isEverywhere: boolean },
): Promise<void> {
  await recordEvent(ctx.db, ctx.environment.id, {
    type: 'user.signed_out',
    occurredAt: ctx.clock(),
    ...author,
    subject: subjectOf(userId),
    payload: { user: { id: subjectOf(userId) }, all_sessions: isEverywhere },
  })
}
