import type { Author } from '#platform/outbox'
import { endAccessOfUser } from './end-access-of-user.ts'
import { type SignOutContext, recordSignOut } from './record-sign-out.ts'

/**
 * Ends every session of a user with every grant, those of devices included, which hang on no session. Runs in the
 * caller's transaction.
 */
export async function endSessionsOfUser(
  ctx: SignOutContext,
  { userId, author }: { readonly userId: string; readonly author: Author },
): Promise<void> {
  await endAccessOfUser(ctx.db, { userId, now: ctx.clock() })
  await recordSignOut(ctx, { userId, author, isEverywhere: true })
}
