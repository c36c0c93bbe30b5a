import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import { findPostedMessage, insertPostedMessage } from '../queries.ts'

const LIFETIME_SECONDS = 3_600

/**
 * Keeps a request that was posted from another site. It arrived without our Lax cookies, so nothing of it is acted on;
 * the browser is sent to a GET of ours, which has them (architecture section 5.9). Read as often as the page is
 * reloaded, since a request is no secret and does nothing by itself.
 */
export async function keepPostedRequest(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  body: string,
): Promise<string> {
  const handle = newToken()
  const now = ctx.clock()
  await insertPostedMessage(ctx.db, ctx.environment.id, {
    digest: digestOf(handle),
    // A raw NUL means the same as its escape, and only that can be stored.
    body: body.replaceAll('\0', '%00'),
    createdAt: now,
    expiresAt: addSeconds(now, LIFETIME_SECONDS),
  })
  return handle
}

export async function readPostedRequest(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  handle: string,
): Promise<string | undefined> {
  return findPostedMessage(ctx.db, ctx.environment.id, { digest: digestOf(handle), now: ctx.clock() })
}
