import { Hono, type MiddlewareHandler } from 'hono'
import type { Config } from '#platform/config'
import { readCookie, type AppEnv, type RequestContext } from '#platform/http'
import { isInboxOpen, listInboxMessages } from '#platform/mail'
import { mayReadInbox } from './access.ts'
import { viewOf } from './schema.ts'

export interface InboxOptions {
  readonly config: Pick<Config, 'listen'>
  readonly inboxToken: string
  readonly isStopping: () => boolean
}

const MOST_MESSAGES = 100

/** `GET /dev/inbox/messages?to=`: newest first. */
export function inboxRoutes(options: InboxOptions): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  routes.use('/dev/inbox/*', requireInbox)
  routes.get('/dev/inbox/messages', async (c) => {
    if (!isAdmitted(c, options)) return refuse(c)
    const messages = await listInboxMessages(c.var.ctx, { to: c.req.query('to') || undefined, limit: MOST_MESSAGES })
    return c.json({ messages: messages.map(viewOf) })
  })
  return routes
}

// No CORS, and a refusal besides: what a browser would not show to another site it does not even get.
const requireInbox: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header('cache-control', 'no-store')
  c.header('x-content-type-options', 'nosniff')
  c.header('cross-origin-resource-policy', 'same-origin')
  if (!isInboxOpen(c.var.ctx)) return c.json({ error: 'not_found' }, 404)
  if (isCrossSite(c)) return c.json({ error: 'cross_site' }, 403)
  return next()
}

/** A link to the inbox may lie anywhere; only what a page of another site fetches or frames is refused. */
function isCrossSite(c: RequestContext): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site === undefined || site === 'same-origin' || site === 'none') return false
  return c.req.method !== 'GET' || c.req.header('sec-fetch-dest') !== 'document'
}

function isAdmitted(c: RequestContext, options: InboxOptions): boolean {
  const request = {
    authorization: c.req.header('authorization'),
    cookie: readCookie(c, cookieName(c)),
    isForwarded: ['forwarded', 'x-forwarded-for', 'via'].some((name) => c.req.header(name) !== undefined),
  }
  return mayReadInbox(c.var.ctx, request, options)
}

const cookieName = (c: RequestContext) => `__Host-gh_${c.var.ctx.environment.id.slice(0, 8)}_inbox`

function refuse(c: RequestContext): Response {
  c.header('www-authenticate', 'Bearer realm="inbox"')
  return c.json({ error: 'unauthorized' }, 401)
}
