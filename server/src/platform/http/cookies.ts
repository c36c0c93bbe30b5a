import type { Context as HonoContext } from 'hono'

/**
 * Names carry the environment, so that servers on other ports of `localhost` do not see one another's cookies, and the
 * `__Host-` prefix, so that no sibling host can set them (ATO-39). Ids of environments and applications are random from
 * their first digit on, so that their beginning tells them apart.
 */
export function cookieNames(environmentId: string) {
  const base = `__Host-gh_${environmentId.slice(0, 8)}`
  return {
    session: base,
    browser: `${base}_flow`,
    /** Whom the browser is known to by earlier sign-ins. */
    known: `${base}_known`,
    language: `${base}_lang`,
    inbox: `${base}_inbox`,
    setup: `${base}_setup`,
    refreshOf: (clientId: string) => `${base}_rt_${clientId.slice(0, 6)}`,
    /** Readable by scripts, says only that a cookie refresh may be tried. To browser SDKs an empty value is no cookie. */
    marker: '_kbrte',
  }
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
  c: HonoContext,
  cookie: { name: string; value: string; maxAgeSeconds?: number | undefined; isReadable?: boolean },
): void {
  const age = cookie.maxAgeSeconds === undefined ? '' : `; Max-Age=${String(cookie.maxAgeSeconds)}`
  const readable = cookie.isReadable === true ? '' : '; HttpOnly'
  c.header('set-cookie', `${cookie.name}=${cookie.value}; Path=/; Secure; SameSite=Lax${readable}${age}`, {
    append: true,
  })
}

export function clearCookie(c: HonoContext, name: string): void {
  c.header('set-cookie', `${name}=; Path=/; Secure; SameSite=Lax; HttpOnly; Max-Age=0`, { append: true })
}
