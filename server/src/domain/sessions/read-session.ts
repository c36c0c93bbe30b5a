import type { Context } from '#platform/context'
import { digestOf } from '#platform/crypto'
import { findSessionByDigest, levelOf } from './queries.ts'
import { policyOf, type PolicyApplication } from './session-policy.ts'

export interface Session {
  readonly id: string
  readonly userId: string
  readonly method: string
  readonly amr: readonly string[]
  /** The kinds of second factors that the sign-in passed. */
  readonly factors: readonly string[]
  readonly authenticatedAt: Date
  readonly lastActiveAt: Date
}

/**
 * The session of a cookie, unless it ended, its user is suspended, or it was idle for longer than this application allows.
 * Without an application it is found however long it was idle: signing out must always work.
 */
export async function readSession(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  token: string | undefined,
  application?: PolicyApplication,
): Promise<Session | undefined> {
  if (token === undefined) return undefined
  const now = ctx.clock()
  const row = await findSessionByDigest(ctx.db, digestOf(token), now)
  if (!row || row.is_suspended) return undefined
  const idleSeconds = (now.getTime() - row.last_active_at.getTime()) / 1000
  if (application && idleSeconds > policyOf(application, levelOf(row)).idleSeconds) return undefined
  return {
    id: row.id,
    userId: row.user_id,
    method: row.method,
    amr: row.amr,
    factors: row.factors,
    authenticatedAt: row.authenticated_at,
    lastActiveAt: row.last_active_at,
  }
}
