import type { MiddlewareHandler } from 'hono'

/** Routes whose GET changes something: it ends a session, begins a flow, sets a cookie or tells people by mail. */
const ACTING =
  /^\/(?:$|logout$|oauth2\/auth$|auth\/|device(?:\/|$)|account(?:\/|$)|setup\/|console\/(?:sign-in$|invitation\/)|dev\/inbox$|(?:console\/environments\/[^/]+\/)?api\/v1\/exports\/)/

/**
 * Keeps HEAD and requests that a browser makes ahead of a click from changing anything. Pages answer HEAD without being
 * made, because the framework would run the handler of GET. A prefetch gets an answer that browsers throw away and that
 * makes them ask again when the person follows the link.
 */
export const keepSafe: MiddlewareHandler = async (c, next) => {
  const isPrefetch = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|prerender|preview/i.test(c.req.header(name) ?? ''),
  )
  if (!isPrefetch && c.req.method !== 'HEAD' && c.req.method !== 'OPTIONS') return next()
  if (c.req.method === 'OPTIONS' || !ACTING.test(c.req.path)) {
    await next()
    // Any page remembers a language that its address names, error pages included.
    c.res.headers.delete('set-cookie')
    return undefined
  }
  c.header('cache-control', 'no-store')
  return c.body(null, isPrefetch ? 503 : 200)
}
