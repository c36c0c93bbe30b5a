import type { Context } from '#platform/context'
import { TooManyRequests } from '#platform/errors'
import { createLoadLimit, type LoadLimit } from '#platform/http'
import { networkOf } from '#platform/rate-limits'
import { OAuthError } from './errors.ts'

type Asking = Pick<Context, 'clock' | 'environment' | 'requester'>

/** One client that proved who it is: far above what one needs and one process can do for long. */
const PROVEN = { burst: 20_000, perSecond: 10_000 }
/** One network, as far as nothing is proven: pages of a public client, and whoever was refused. */
const UNPROVEN = { burst: 600, perSecond: 10 }

export interface ClientLoad {
  /** @throws {TooManyRequests} `TOO_MANY_REQUESTS` */
  countProven(ctx: Asking, client: string): void
  /** Of a client that anybody can say to be. @throws {TooManyRequests} `TOO_MANY_REQUESTS` */
  countUnproven(ctx: Asking, client: string): void
  /** What `authenticate` gives. @throws {TooManyRequests} `TOO_MANY_REQUESTS`: too many were refused there */
  countRefused<T>(ctx: Asking, authenticate: Promise<T>): Promise<T>
}

/**
 * How often an endpoint that tells of tokens may be asked (security D.6). Nobody is kept out by what others do: a client
 * that proves who it is has its own share, and credentials that are right work also where many wrong ones come from.
 */
export function createClientLoad(limits: { readonly proven?: typeof PROVEN } = {}): ClientLoad {
  const proven = createLoadLimit(limits.proven ?? PROVEN)
  const unproven = createLoadLimit(UNPROVEN)
  const takeUnproven = (ctx: Asking, client: string) => take(unproven, ctx, `${client}:${networkOf(ctx.requester.ip)}`)
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

function take(limit: LoadLimit, { clock, environment }: Asking, client: string): void {
  const waitSeconds = limit.take(`${environment.id}:${client}`, clock())
  if (waitSeconds !== undefined) throw new TooManyRequests('TOO_MANY_REQUESTS', 'Too many requests.', waitSeconds)
}
