import { subjectOf } from '#platform/ids'
import { type Author, recordEvent } from '#platform/outbox'
import type { Context } from '#platform/context'

export async function recordSignOut(
  ctx: SignOutContext,
  { userId, author, isEverywhere }: { userId: string; author: Author; isEverywhere: boolean },
): Promise<void> {
  await recordEvent(ctx.db, {
    type: 'user.signed_out',
    occurredAt: ctx.clock(),
    ...author,
    subject: subjectOf(userId),
    payload: { user: { id: subjectOf(userId) }, all_sessions: isEverywhere },
  })
}

export type SignOutContext = Pick<Context, 'db' | 'clock' | 'environment'>
