import type { HttpBindings } from '@hono/node-server'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import type { Context, EnvironmentScope, Services } from '#platform/context'
import { openSealer } from '#platform/crypto'
import { requesterOf, type Proxies, type TrustedProxies } from './requester.ts'

export interface AppEnv {
  Variables: {
    ctx: Context
    /** The languages that an authorization request names, in any way of sending it; an empty text for none. */
    languageWish?: string | undefined
  }
  Bindings: HttpBindings & {
    /** Limits how long bodies may take to arrive; only where a listener serves. */
    readonly bodies?: { allowUpload(request: HttpBindings['incoming']): void }
  }
}

export type RequestContext = HonoContext<AppEnv>

/** Returns the environment of a host, and the registered origin. */
export type HostResolver = (host: string) => Promise<{ environment: EnvironmentScope; origin: string } | undefined>

interface ScopeOptions {
  readonly services: Services
  readonly resolveHost: HostResolver
  readonly trustedProxies: TrustedProxies
  /** Answers for an unregistered host: 421 (RFC 9110 section 15.5.20). */
  readonly unknownHost: (c: RequestContext) => Response | Promise<Response>
}

const ENTRY_SHOWN = 64
const OPENER = 'cross-origin-opener-policy'

/** Builds the Context of each request. Everything behind it may rely on `c.var.ctx`. */
export function createScope({
  services,
  resolveHost,
  trustedProxies,
  unknownHost,
}: ScopeOptions): MiddlewareHandler<AppEnv> {
  const proxies = { trusted: trustedProxies, reportUnreadable: reportOnce(services.log) }
  return async (c, next) => {
    const host = hostOf(c)
    const found =
      host === undefined ? undefined : await services.cache.readOrLastKnown(`host:${host}`, () => resolveHost(host))
    if (!found) return unknownHost(c)
    const { environment, origin } = found
    const db = services.database.environment(environment.id, environment.businessId)
    const sealer = await services.cache.readOrLastKnown(`${environment.id}:sealer`, () =>
      openSealer(db, services.masterKey),
    )
    c.set('ctx', { ...services, db, sealer, environment, issuer: origin, requester: requesterOf(c, proxies) })
    await next()
    // The pages of this host come with the session of an administrator, and no application opens them in a popup.
    if (environment.kind === 'control' && c.res.headers.has(OPENER)) c.res.headers.set(OPENER, 'same-origin')
    if (origin.startsWith('https:')) c.res.headers.set('strict-transport-security', 'max-age=31536000')
    return undefined
  }
}

/** Logs the first such entry only: a misconfigured proxy sends one with every request. */
function reportOnce(log: Services['log']): Proxies['reportUnreadable'] {
  let isReported = false
  return (entry, proxy) => {
    if (isReported) return
    isReported = true
    const counted = 'an entry of X-Forwarded-For is no address: its requests count as those of the proxy that sent it'
    log.warn({ entry: entry.slice(0, ENTRY_SHOWN), proxy }, counted)
  }
}

// Returns the host. The Host header names the environment; that of a request in absolute form must agree with it, which
// Node ensures by ignoring the latter. X-Forwarded-Host and Forwarded are ignored from every sender (ATO-09).
function hostOf(c: RequestContext): string | undefined {
  const host = c.req.header('host') ?? new URL(c.req.url).host
  return /^[a-z0-9.:[\]-]{1,255}$/i.test(host) ? host.toLowerCase().replace(/\.(?=:|$)/, '') : undefined
}
