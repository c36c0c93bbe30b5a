import type { MiddlewareHandler } from 'hono'

/** Longer than any browser SDK's request, shorter than what proxies pass on. */
const LONGEST_ADDRESS = 8_192

/** P1-7: an address that is too long is answered with 414 (RFC 9110 section 15.5.15). */
export const limitAddress: MiddlewareHandler = async (c, next) => {
  if (c.req.url.length > LONGEST_ADDRESS) return c.text('The address is too long.', 414)
  return next()
}
