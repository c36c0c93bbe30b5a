import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import { InvalidInput, LimitReached } from '#platform/errors'
import { createLoadLimit, type LoadLimit } from '#platform/http'
import { networkOf } from '#platform/rate-limits'
import { findPostedMessage, insertPostedMessage } from '../queries.ts'

const LIFETIME_SECONDS = 3_600
/** Twice what an address may have: nobody who could use GET needs more. */
const LONGEST = 16_384
/** Per network and process: writing is what nobody may make us do at will. */
const LOAD = { burst: 600, perSecond: 5 }

/** How many requests may be kept; one for each endpoint that keeps them. */
export function createKeeping(): LoadLimit {
  return createLoadLimit(LOAD)
}

/**
 * Keeps a request that was posted from another site. It arrived without our Lax cookies, so nothing of it is acted on;
 * the browser is sent to a GET of ours, which has them. Read as often as the page is
 * reloaded, since a request is no secret and does nothing by itself.
 *
 * @throws {InvalidInput} `BODY_TOO_LARGE`
 * @throws {LimitReached} `TOO_MANY_POSTED_REQUESTS`
 */
export async function keepPostedRequest(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'requester'>,
  body: string,
  keeping: LoadLimit,
): Promise<string> {
  // As a browser encodes it, which bounds what the pages of the flow carry however it was sent.
  if (new URLSearchParams(body).toString().length > LONGEST)
    throw new InvalidInput('BODY_TOO_LARGE', 'The request is larger than 16 KiB.')
  const now = ctx.clock()
  const waitSeconds = keeping.take(`${ctx.environment.id}:${networkOf(ctx.requester.ip)}`, now)
  if (waitSeconds !== undefined) {
    const fault = { code: 'TOO_MANY_POSTED_REQUESTS', message: 'Too many requests were posted.' } as const
    throw new LimitReached('network', fault, waitSeconds)
  }
  const handle = newToken()
  await insertPostedMessage(ctx.db, ctx.environment.id, {
    digest: digestOf(handle),
    // A raw NUL means the same as its escape, and only that can be stored.
    body: body.replaceAll('\0', '%00'),
    createdAt: now,
    expiresAt: addSeconds(now, LIFETIME_SECONDS),
  })
  return handle
}

const HANDLE = 'request_handle'

/** Where the browser is sent for a request that was kept. */
export function addressOfKept(path: string, handle: string): string {
  return `${path}?${HANDLE}=${handle}`
}

/** The parameters of a request as they were sent, in its own address or before; undefined where it is no longer kept. */
export async function readSentRequest(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  url: string,
): Promise<string | undefined> {
  const start = url.indexOf('?')
  const query = start < 0 ? '' : url.slice(start + 1)
  // Asked before it is parsed, which takes as long as all that is done with an ordinary request.
  const handle = query.includes(HANDLE) ? new URLSearchParams(query).get(HANDLE) : null
  if (handle === null) return query
  return findPostedMessage(ctx.db, ctx.environment.id, { digest: digestOf(handle), now: ctx.clock() })
}
