import type { Context } from '#platform/context'
import { touchSession } from './queries.ts'
import type { Session } from './read-session.ts'
import { readSessionPolicy, type PolicyApplication } from './session-policy.ts'

/** Noting activity more often than this would be a write at every refresh, and tell nothing. */
const NOTED_EACH_SECONDS = 60
/** A timeout that is short is kept to this part of it. */
const NOTED_PARTS = 30
/** The part of the shortest timeout there may be. */
const LEAST_NOTED_SECONDS = 2

/**
 * Counts a refresh as activity of the person. A session that was idle for too long stays ended: an application that
 * refreshes in the background must not bring it back.
 */
export async function keepSessionActive(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { session, application }: { session: Pick<Session, 'id' | 'lastActiveAt'>; application: PolicyApplication },
): Promise<void> {
  const now = ctx.clock()
  const idleSeconds = (now.getTime() - session.lastActiveAt.getTime()) / 1000
  if (idleSeconds < LEAST_NOTED_SECONDS) return
  const policy = await readSessionPolicy(ctx, { sessionId: session.id, application })
  if (idleSeconds < Math.min(NOTED_EACH_SECONDS, policy.idleSeconds / NOTED_PARTS)) return
  if (idleSeconds <= policy.idleSeconds) await touchSession(ctx.db, { id: session.id, now })
}
