import type { Context as HonoContext } from 'hono'
import { isLoopbackHost } from '#platform/config'
import type { Context } from '#platform/context'
import type { RequestContext } from './scope.ts'

type CookieContext = Pick<Context, 'environment' | 'issuer'>

/**
 * Returns the names of our cookies at this origin. They carry the environment, so that servers on other ports of
 * `localhost` do not see one another's cookies. Ids of environments and applications are random from their first digit
 * on, so their beginning tells them apart.
 *
 * They carry the `__Host-` prefix, so that no sibling host can set them (ATO-39). The prefix needs `Secure`, which
 * WebKit refuses on plain http, so the names on such an origin are others. An https origin neither reads nor writes
 * them: what came over plain http must never count there (docs/decisions/0050).
 */
export function cookieNames({ environment, issuer }: CookieContext) {
  const id = environment.id.slice(0, 8)
  const base = isPlainLoopback(issuer) ? `gh_http_${id}` : `__Host-gh_${id}`
  return {
    session: base,
    browser: `${base}_flow`,
    /** Lists the people who signed in with this browser before. */
    known: `${base}_known`,
    /** Secrets by which this browser is not asked for a second factor. */
    trust: `${base}_trust`,
    language: `${base}_lang`,
    inbox: `${base}_inbox`,
    setup: `${base}_setup`,
    refreshOf: (clientId: string) => `${base}_rt_${clientId.slice(0, 6)}`,
    /** Readable by scripts, says only that a cookie refresh may be tried. To browser SDKs an empty value is no cookie. */
    marker: '_kbrte',
  }
}

/** Returns whether the origin is plain http on this machine, the only one where cookies go without `Secure`. */
function isPlainLoopback(origin: string): boolean {
  return origin.startsWith('http:') && isLoopbackHost(new URL(origin).hostname)
}

/** A cookie that is there twice was tossed by somebody: it counts as absent. */
export function readCookie(c: HonoContext, name: string): string | undefined {
  const header = c.req.header('cookie')
  if (header === undefined) return undefined
  const found = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
  return found.length === 1 ? found[0]?.slice(name.length + 1) : undefined
}

/** Without `maxAgeSeconds` the cookie ends with the browser. */
export function setCookie(
  c: RequestContext,
  cookie: { name: string; value: string; maxAgeSeconds?: number | undefined; isReadable?: boolean },
): void {
  const age = cookie.maxAgeSeconds === undefined ? '' : `; Max-Age=${String(cookie.maxAgeSeconds)}`
  const readable = cookie.isReadable === true ? '' : '; HttpOnly'
  const secure = isPlainLoopback(c.var.ctx.issuer) ? '' : '; Secure'
  c.header('set-cookie', `${cookie.name}=${cookie.value}; Path=/${secure}; SameSite=Lax${readable}${age}`, {
    append: true,
  })
}

export function clearCookie(c: RequestContext, name: string): void {
  setCookie(c, { name, value: '', maxAgeSeconds: 0 })
}
