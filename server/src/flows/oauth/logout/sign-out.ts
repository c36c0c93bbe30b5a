import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { signOutSession, signOutUser, type Session } from '#domain/sessions'

/** Ends a session, or all sessions of its user, with the grants that belong to them (AS-30). */
export async function signOut(
  ctx: Context,
  { id, userId }: Session,
  { isEverywhere }: { isEverywhere: boolean },
): Promise<void> {
  const author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' } as const
  if (isEverywhere) await signOutUser(ctx, { userId, author })
  else await signOutSession(ctx, { id, userId, author })
}
