import type { Context } from '#platform/context'
import { TooManyRequests } from '#platform/errors'
import { createLoadLimit, type LoadLimit } from '#platform/http'
import { networkOf } from '#platform/rate-limits'
import { OAuthError } from './errors.ts'

type ClientLoadContext = Pick<Context, 'clock' | 'environment' | 'requester'>

/** The limit of one authenticated client: far more than one client needs or one process can do for long. */
const PROVEN = { burst: 20_000, perSecond: 10_000 }
/** The limit of one network without proof: pages of a public client, and clients whose authentication failed. */
const UNPROVEN = { burst: 600, perSecond: 10 }

export interface ClientLoad {
  /** @throws {TooManyRequests} `TOO_MANY_REQUESTS` */
  countProven(ctx: ClientLoadContext, client: string): void
  /**
   * Counts a request of a client that anybody can claim to be.
   *
   * @throws {TooManyRequests} `TOO_MANY_REQUESTS`
   */
  countUnproven(ctx: ClientLoadContext, client: string): void
  /**
   * Returns the result of `authenticate`.
   *
   * @throws {TooManyRequests} `TOO_MANY_REQUESTS`: too many attempts failed
   */
  countRefused<T>(ctx: ClientLoadContext, authenticate: Promise<T>): Promise<T>
}

/**
 * Limits the requests to an endpoint that reveals something about tokens. No client is kept out by the requests of
 * others: an authenticated client has its own share, and right credentials work even where many wrong ones come from.
 */
export function createClientLoad(limits: { readonly proven?: typeof PROVEN } = {}): ClientLoad {
  const proven = createLoadLimit(limits.proven ?? PROVEN)
  const unproven = createLoadLimit(UNPROVEN)
  const takeUnproven = (ctx: ClientLoadContext, client: string) =>
    take(unproven, ctx, `${client}:${networkOf(ctx.requester.ip)}`)
  return {
    countProven: (ctx, client) => take(proven, ctx, client),
    countUnproven: takeUnproven,
    async countRefused(ctx, authenticate) {
      try {
        return await authenticate
      } catch (error) {
        if (error instanceof OAuthError && error.status === 401) takeUnproven(ctx, '')
        throw error
      }
    },
  }
}

function take(limit: LoadLimit, { clock, environment }: ClientLoadContext, client: string): void {
  const waitSeconds = limit.take(`${environment.id}:${client}`, clock())
  if (waitSeconds !== undefined) throw new TooManyRequests('TOO_MANY_REQUESTS', 'Too many requests.', waitSeconds)
}
