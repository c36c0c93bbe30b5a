import type { Context as HonoContext } from 'hono'
import { newToken } from '#platform/crypto'

export interface Page {
  readonly status: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 414 | 421 | 429 | 500 | 503
  /** The whole document; every inline style and script in it carries the nonce. */
  readonly html: (nonce: string) => string | Buffer<ArrayBuffer>
  /** Nothing that opened the page keeps a handle on its window. */
  readonly isIsolated?: boolean
  /** Sources that this page needs besides our own. */
  readonly sources?: PageSources | undefined
}

/** Sources of a Content-Security-Policy, by what is loaded from them. */
export interface PageSources {
  readonly script?: readonly string[]
  readonly style?: readonly string[]
  readonly connect?: readonly string[]
  readonly frame?: readonly string[]
  readonly worker?: readonly string[]
}

/**
 * AS-11. `form-action` is left out: Chromium applies it to the redirect after a form and silently stays on the page.
 *
 * Applications in a frame open the sign-in in a popup and wait for the popup's message. Any opener policy but
 * `unsafe-none` on a page in between cuts the popup off from its opener for good, so only pages outside of such a
 * conversation are isolated (docs/decisions/0051).
 */
export function pageHeaders(
  nonce: string,
  isIsolated = false,
  { script = [], style = [], connect = [], frame = [], worker = [] }: PageSources = {},
): Readonly<Record<string, string>> {
  const more = (sources: readonly string[]) => sources.map((source) => ` ${source}`).join('')
  const only = (name: string, sources: readonly string[]) => (sources.length > 0 ? `${name}${more(sources)}; ` : '')
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `default-src 'none'; style-src 'nonce-${nonce}'${more(style)}; script-src 'nonce-${nonce}'${more(script)}; ` +
      `img-src 'self' data: https:; connect-src 'self'${more(connect)}; ${only('frame-src', frame)}` +
      `${only('worker-src', worker)}frame-ancestors 'none'; base-uri 'none'`,
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': isIsolated ? 'same-origin' : 'unsafe-none',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  }
}

export function answerPage(c: HonoContext, page: Page): Response {
  const nonce = newToken().slice(0, 22)
  for (const [name, value] of Object.entries(pageHeaders(nonce, page.isIsolated, page.sources))) c.header(name, value)
  return c.body(page.html(nonce), page.status)
}
