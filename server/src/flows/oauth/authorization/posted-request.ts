import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import { InvalidInput, LimitReached } from '#platform/errors'
import { createLoadLimit, type LoadLimit } from '#platform/http'
import { networkOf } from '#platform/rate-limits'
import { findPostedMessage, insertPostedMessage } from '../queries.ts'

const LIFETIME_SECONDS = 3_600
/** Twice the limit of an address: a client that could also use GET needs no more. */
const LONGEST = 16_384
/** The limit per network and process, so that no client can make us write at will. */
const LOAD = { burst: 600, perSecond: 5 }

/** Returns the limit of how many requests may be stored; each endpoint that stores them has its own. */
export function createKeeping(): LoadLimit {
  return createLoadLimit(LOAD)
}

/**
 * Stores a request that was posted from another site. It arrived without our Lax cookies, so it is not acted on: the
 * browser is sent to a GET of ours, which gets the cookies. It can be read as often as the page is reloaded, since a
 * request is no secret and does nothing by itself.
 *
 * @throws {InvalidInput} `BODY_TOO_LARGE`
 * @throws {LimitReached} `TOO_MANY_POSTED_REQUESTS`
 */
export async function keepPostedRequest(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'requester'>,
  body: string,
  keeping: LoadLimit,
): Promise<string> {
  // Measured as a browser encodes it, which limits the data in the pages of the flow, however it was sent.
  if (new URLSearchParams(body).toString().length > LONGEST)
    throw new InvalidInput('BODY_TOO_LARGE', 'The request is larger than 16 KiB.')
  const now = ctx.clock()
  const waitSeconds = keeping.take(`${ctx.environment.id}:${networkOf(ctx.requester.ip)}`, now)
  if (waitSeconds !== undefined) {
    const fault = { code: 'TOO_MANY_POSTED_REQUESTS', message: 'Too many requests were posted.' } as const
    throw new LimitReached('network', fault, waitSeconds)
  }
  const handle = newToken()
  await insertPostedMessage(ctx.db, {
    digest: digestOf(handle),
    // A raw NUL means the same as its escape, but only the escape can be stored.
    body: body.replaceAll('\0', '%00'),
    createdAt: now,
    expiresAt: addSeconds(now, LIFETIME_SECONDS),
  })
  return handle
}

const HANDLE = 'request_handle'

/** Returns the address that the browser is sent to for a stored request. */
export function addressOfKept(path: string, handle: string): string {
  return `${path}?${HANDLE}=${handle}`
}

/**
 * Returns the parameters of a request as they were sent, in its own address or stored before; undefined where it is no
 * longer stored.
 */
export async function readSentRequest(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  url: string,
): Promise<string | undefined> {
  const start = url.indexOf('?')
  const query = start < 0 ? '' : url.slice(start + 1)
  // Checked before parsing: parsing takes as long as everything else that is done with an ordinary request.
  const handle = query.includes(HANDLE) ? new URLSearchParams(query).get(HANDLE) : null
  if (handle === null) return query
  return findPostedMessage(ctx.db, { digest: digestOf(handle), now: ctx.clock() })
}
