import { Hono, type MiddlewareHandler } from 'hono'
import type { Config } from '#platform/config'
import {
  answerJson,
  answerPage,
  cookieNames,
  isForeignPost,
  isForwarded,
  readCookie,
  readForm,
  setCookie,
  type AppEnv,
  type RequestContext,
} from '#platform/http'
import { withoutBlanks } from '#platform/i18n'
import { isId } from '#platform/ids'
import { findInboxMessage, isInboxOpen, isMailSent } from '#platform/mail'
import { markMailSeen } from '#domain/checklist'
import { ownServerOf } from '#domain/environments'
import { answerErrorPage, frameFor, renderPage } from '#flows/pages'
import { guarded } from '#flows/signin'
import { createAdmission, isInboxToken, mayReadInbox } from './access.ts'
import { openEventStreams } from './event-stream.ts'
import { listMessages } from './kept-messages.ts'
import { InboxPage } from './pages/inbox-page.tsx'
import { InboxTokenPage, type InboxTokenPageProps } from './pages/inbox-token-page.tsx'
import { inboxMessageOf, viewOf } from './schema.ts'

export interface InboxOptions {
  readonly config: Pick<Config, 'listen' | 'mailFrom'>
  readonly inboxToken: string
  readonly isStopping: () => boolean
}

const PATH = '/dev/inbox'
const MOST_MESSAGES = 100
const CHALLENGE = 'Bearer realm="inbox"'

/** Mail and text messages of the host's environment: as a page, as JSON, as a stream that says when more came. */
export function inboxRoutes(options: InboxOptions): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const streams = openEventStreams(options.isStopping)
  routes.use(`${PATH}/*`, refuseOthers)
  routes.post(PATH, (c) => admit(c, options))
  routes.use(`${PATH}/*`, requireAdmission(options))
  routes.get(PATH, showInbox)
  routes.get(`${PATH}/messages`, async (c) => {
    const messages = await listMessages(c.var.ctx, { to: c.req.query('to') || undefined, limit: MOST_MESSAGES })
    const own = ownServerOf(c.var.ctx.environment.settings)
    const sender = { from: own?.sender ?? options.config.mailFrom, isOwn: own !== undefined }
    return answerJson(c, {
      status: 200,
      body: { messages: messages.map((message) => viewOf(message, sender)) },
    })
  })
  routes.get(`${PATH}/messages/:id/html`, showMail)
  routes.get(`${PATH}/events`, (c) => streams.answer(c.var.ctx, c.req.header('last-event-id') ?? c.req.query('after')))
  routes.onError((error, c) => guarded(c, () => Promise.reject(error)))
  return routes
}

// No CORS, and a refusal besides: what a browser would not show to another site it does not even get.
const refuseOthers: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (!isInboxOpen(c.var.ctx)) return refuse(c, { status: 404, code: 'NO_INBOX', message: 'Mail goes out from here.' })
  if (!isCrossSite(c)) return next()
  return refuse(c, { status: 403, code: 'CROSS_SITE', message: 'Pages of other sites may not read the inbox.' })
}

/** A link to the inbox may lie anywhere; only what a page of another site fetches or frames is refused. */
function isCrossSite(c: RequestContext): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site === undefined || site === 'same-origin' || site === 'none') return false
  return c.req.header('sec-fetch-dest') !== 'document'
}

function requireAdmission(options: InboxOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const request = {
      authorization: c.req.header('authorization'),
      cookie: readCookie(c, cookieNames(c.var.ctx).inbox),
      isForwarded: isForwarded(c),
    }
    if (mayReadInbox(c.var.ctx, request, options)) return next()
    if (c.req.path === PATH) return askForToken(c)
    return refuse(c, { status: 401, code: 'UNAUTHENTICATED', message: 'Send the inbox token as Bearer.' })
  }
}

function refuse(
  c: RequestContext,
  { status, code, message }: { status: 401 | 403 | 404; code: string; message: string },
) {
  if (c.req.path === PATH && status === 404) return answerErrorPage(c, { kind: 'not_found', code })
  const challenge = status === 401 ? { 'www-authenticate': CHALLENGE } : {}
  return answerJson(c, { status, body: { errors: [{ code, message }] }, headers: challenge })
}

function askForToken(c: RequestContext, problem?: InboxTokenPageProps['problem']): Response {
  c.header('www-authenticate', CHALLENGE)
  return answerPage(c, {
    status: 401,
    isIsolated: true,
    html: (nonce) =>
      renderPage(InboxTokenPage, { ...frameFor(c, { nonce, path: PATH }), action: PATH, fields: {}, problem }),
  })
}

/** Takes the token once and gives the browser a cookie for it. */
async function admit(c: RequestContext, { inboxToken }: InboxOptions): Promise<Response> {
  const { ctx } = c.var
  if (isForeignPost(c, ctx.issuer)) return askForToken(c)
  const token = withoutBlanks((await readForm(c)).fields.get('token') ?? '')
  if (token === '') return askForToken(c, 'token_missing')
  if (!isInboxToken(token, inboxToken)) return askForToken(c, 'token_wrong')
  setCookie(c, { name: cookieNames(ctx).inbox, ...createAdmission(ctx) })
  return c.redirect(PATH, 303)
}

async function showInbox(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  const to = c.req.query('to')?.trim() || undefined
  const messages = await listMessages(ctx, { to, limit: MOST_MESSAGES })
  const path = to === undefined ? PATH : `${PATH}?to=${encodeURIComponent(to)}`
  if (messages.length > 0) await markMailSeen(ctx)
  const newest = to === undefined ? messages[0]?.id : undefined
  const eventsHref = newest === undefined ? `${PATH}/events` : `${PATH}/events?after=${newest}`
  const page = {
    messages: messages.map((message) => inboxMessageOf(message, PATH)),
    now: ctx.clock(),
    isSent: isMailSent(ctx),
    to,
    action: PATH,
    eventsHref,
  }
  return answerPage(c, {
    status: 200,
    isIsolated: true,
    html: (nonce) => renderPage(InboxPage, { ...frameFor(c, { nonce, path }), ...page }),
  })
}

/** The mail as it looks: a document of its own, in which nothing runs and which nothing embeds. */
async function showMail(c: RequestContext): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const mail = isId(id) ? await findInboxMessage(c.var.ctx, id) : undefined
  if (!mail) return answerErrorPage(c, { kind: 'not_found' })
  return c.body(mail.html, 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: data: ${c.var.ctx.issuer}; ` +
      "frame-ancestors 'none'; base-uri 'none'",
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  })
}
