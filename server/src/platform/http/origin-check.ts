import type { Context as HonoContext } from 'hono'

/**
 * True when a POST did not come from a page of ours. `Sec-Fetch-Site` decides where the browser sends it; older browsers
 * send `Origin`, and `null` is foreign. Neither header: not a browser's form, so foreign too (ATO-07).
 */
export function isForeignPost(c: HonoContext, origin: string): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin'
  return c.req.header('origin') !== origin
}
