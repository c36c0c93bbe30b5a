import { digestOf } from '#platform/crypto'
import { cookieNames, readCookie, setCookie, type RequestContext } from '#platform/http'

/** Accounts and organizations for which one browser can be trusted at the same time. */
const MOST_SECRETS = 8
/** The longest time that browsers keep a cookie. The database ends the trust earlier. */
const COOKIE_SECONDS = 400 * 86_400

/** Returns digests of the secrets by which this browser may be trusted (N1-1). */
export function trustingDigests(c: RequestContext): readonly Buffer[] {
  return readSecrets(c).map((secret) => digestOf(secret))
}

/**
 * Gives the browser one more secret. Each trust has a new one, so that nobody who planted a cookie knows it (ATO-06). The
 * cookie is not the one of known browsers, which opens nothing.
 */
export function keepTrust(c: RequestContext, secret: string): void {
  const secrets = [secret, ...readSecrets(c).filter((one) => one !== secret)].slice(0, MOST_SECRETS)
  setCookie(c, { name: cookieNames(c.var.ctx).trust, value: secrets.join('.'), maxAgeSeconds: COOKIE_SECONDS })
}

function readSecrets(c: RequestContext): readonly string[] {
  const value = readCookie(c, cookieNames(c.var.ctx).trust) ?? ''
  return value
    .split('.')
    .filter((one) => /^[\w-]{43}$/.test(one))
    .slice(0, MOST_SECRETS)
}
