import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import { revokeGrantsOfSession, revokeGrantsOfUser } from '#domain/grants'
import { revokeSession, revokeSessionsOfUser, type Session } from '#domain/sessions'

/** Ends a session, or all sessions of its user, with the grants that hang on them (AS-30). */
export async function signOut(
  ctx: Context,
  session: Session,
  { isEverywhere }: { isEverywhere: boolean },
): Promise<void> {
  const now = ctx.clock()
  const { userId } = session
  await ctx.db.transaction().execute(async (db) => {
    if (isEverywhere) {
      await revokeSessionsOfUser(db, ctx.environment.id, { userId, now })
      await revokeGrantsOfUser(db, ctx.environment.id, { userId, now })
    } else {
      await revokeSession(db, ctx.environment.id, { id: session.id, now })
      await revokeGrantsOfSession(db, ctx.environment.id, { sessionId: session.id, now })
    }
    await recordEvent(db, ctx.environment.id, {
      type: 'user.signed_out',
      occurredAt: now,
      actor: { type: 'user', id: subjectOf(userId) },
      source: 'user',
      subject: subjectOf(userId),
      payload: { all_sessions: isEverywhere },
    })
  })
}
