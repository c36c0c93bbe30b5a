import { type Author } from '#platform/outbox'
import { revokeGrantsOfSession } from '#domain/grants'
import { revokeSession } from './queries.ts'
import { type SignOutContext, recordSignOut } from './record-sign-out.ts'

/**
 * Ends a session with the grants that hang on it: its tokens stop at our endpoints at once, and nothing refreshes (AS-30).
 * False when it had ended already. Runs in the caller's transaction.
 */
export async function endSession(
  ctx: SignOutContext,
  { id, userId, author }: { readonly id: string; readonly userId: string; readonly author: Author },
): Promise<boolean> {
  const now = ctx.clock()
  if (!(await revokeSession(ctx.db, { id, userId, now }))) return false
  await revokeGrantsOfSession(ctx.db, { sessionId: id, now })
  await recordSignOut(ctx, { userId, author, isEverywhere: false })
  return true
}
