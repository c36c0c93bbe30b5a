import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { endSession, endSessionsOfUser, type Session } from '#domain/sessions'

/** Ends a session, or all sessions of its user, with the grants that belong to them (AS-30). */
export async function signOut(
  ctx: Context,
  { id, userId }: Session,
  { isEverywhere }: { isEverywhere: boolean },
): Promise<void> {
  const author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' } as const
  await ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    if (isEverywhere) await endSessionsOfUser(scoped, { userId, author })
    else await endSession(scoped, { id, userId, author })
  })
}
