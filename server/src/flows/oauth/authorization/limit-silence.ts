import type { Context } from '#platform/context'
import { countAgainst } from '#platform/rate-limits'
import { OAuthError } from '../errors.ts'

/** The limit for all tabs and applications of one browser; each of them renews every few minutes at most. */
const LIMIT = 60
const WINDOW_SECONDS = 60

/**
 * Counts a sign-in without a page. A browser that sends them in a loop would otherwise keep the database busy for
 * everybody, and hold the session while its owner wants to end it (AS-30).
 *
 * @throws {OAuthError} `temporarily_unavailable`
 */
export async function limitSilence(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  sessionId: string,
): Promise<void> {
  const count = { bucket: `silent_sign_in:${sessionId}`, windowSeconds: WINDOW_SECONDS, now: ctx.clock() }
  const bucket = await countAgainst(ctx.db, count)
  if (bucket.count <= LIMIT) return
  throw new OAuthError('temporarily_unavailable', 'This browser signs in silently too often. Try again in a minute.')
}
