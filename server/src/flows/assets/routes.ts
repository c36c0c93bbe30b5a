import type { Hono } from 'hono'
import type { AppEnv, RequestContext } from '#platform/http'
import { drawIcon, fitIcon } from '#platform/images'
import { answerErrorPage, faviconSvg } from '#flows/pages'
import { readLogo, type Logo, type LogoTheme } from '#domain/logos'

/** Long for an address that changes with the picture, short for one that stays. */
const [YEAR_SECONDS, SHORT_SECONDS] = [31_536_000, 300]

export function mountAssets(app: Hono<AppEnv>): void {
  app.get('/logo', (c) => answerLogo(c, 'light'))
  app.get('/logo_dark', (c) => answerLogo(c, 'dark'))
  app.get('/favicon_svg', (c) => answerImage(c, { type: 'image/svg+xml', body: faviconSvg }))
  app.get('/favicon_fallback', async (c) => answerImage(c, { type: 'image/png', body: await readIcon(c) }))
}

/** Anybody may ask for it as often as they like: it is drawn once a second. */
async function readIcon(c: RequestContext): Promise<Buffer> {
  const { cache, environment } = c.var.ctx
  const logo = await findLogo(c, 'light')
  if (logo) return cache.read(`${environment.id}:icon:${logo.digest}`, () => fitIcon(logo.image))
  return cache.read('icon', () => drawIcon(faviconSvg))
}

async function answerLogo(c: RequestContext, theme: LogoTheme): Promise<Response> {
  const logo = await findLogo(c, theme)
  if (!logo) return answerErrorPage(c, { kind: 'not_found' })
  return answerImage(c, { type: 'image/png', body: logo.image, etag: logo.digest })
}

function findLogo(c: RequestContext, theme: LogoTheme): Promise<Logo | undefined> {
  const organizationCode = c.req.query('p_org_code') ?? c.req.query('org_code')
  return readLogo(c.var.ctx, { organizationCode, theme })
}

interface Image {
  readonly type: 'image/png' | 'image/svg+xml'
  readonly body: string | Buffer
  readonly etag?: string
}

function answerImage(c: RequestContext, { type, body, etag }: Image): Response {
  const isNamed = etag !== undefined && c.req.query('cache') === etag
  c.header('cache-control', `public, max-age=${String(isNamed ? YEAR_SECONDS : SHORT_SECONDS)}`)
  c.header('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'; sandbox`)
  c.header('x-content-type-options', 'nosniff')
  c.header('cross-origin-resource-policy', 'cross-origin')
  if (etag !== undefined) {
    c.header('etag', `"${etag}"`)
    if (c.req.header('if-none-match') === `"${etag}"`) return c.body(null, 304)
  }
  c.header('content-type', type)
  return c.body(typeof body === 'string' ? body : new Uint8Array(body))
}
