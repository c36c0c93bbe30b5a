import { cookieNames, setCookie, type RequestContext } from '#platform/http'
import type { SessionPolicy } from '#domain/sessions'

/**
 * Sets the session cookie. A persistent one lasts as long as the session may be idle, counted again from each sign-in
 * that it answers; any other ends with the browser (M7-1, M7-2).
 */
export function setSessionCookie(c: RequestContext, token: string, { idleSeconds, isPersistent }: SessionPolicy): void {
  setCookie(c, {
    name: cookieNames(c.var.ctx).session,
    value: token,
    maxAgeSeconds: isPersistent ? idleSeconds : undefined,
  })
}
