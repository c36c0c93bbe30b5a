import { Hono, type MiddlewareHandler } from 'hono'
import { newToken } from '#platform/crypto'
import {
  answerPage,
  cookieNames,
  csrfToken,
  isCsrfTokenRight,
  isForeignPost,
  readCookie,
  readForm,
  setCookie,
  type AppEnv,
  type Form,
  type FormBinding,
  type Page,
  type RequestContext,
} from '#platform/http'
import { countAgainst, networkOf, readBucket } from '#platform/rate-limits'
import { createFirstAdministrator, findSetupLink, hasAdministrator } from '#domain/administrators'
import { answerErrorPage, frameFor, renderPage } from '#flows/pages'
import { startConsoleSession } from '#flows/console'
import { guarded } from '#flows/signin'
import { SetupLinkUsedPage } from './pages/setup-link-used-page.tsx'
import { SetupPage, type SetupPageProps } from './pages/setup-page.tsx'
import { SetupPendingPage } from './pages/setup-pending-page.tsx'
import { parseAdministrator } from './parse-administrator.ts'

export interface SetupOptions {
  /** The inbox of the environment that people develop against. */
  readonly inboxHref: string | undefined
}

/** Wrong links per network: the secret has 256 bits, so this is about noise, not about guessing. */
const MOST_WRONG_LINKS = 20
const WRONG_LINKS_SECONDS = 60

/** The one-time link that creates the first administrator, and the root of the control host, which leads to the console. */
export function setupRoutes(options: SetupOptions): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  // Other hosts may have something else to say at their root.
  routes.get('/', (c, next) => (isControl(c) ? showRoot(c) : next()))
  routes.get('/setup/:token', controlOnly, usableLinkOnly(options), (c) => showForm(c, {}))
  routes.post('/setup/:token', controlOnly, usableLinkOnly(options), (c) => create(c, options))
  routes.onError((error, c) => guarded(c, () => Promise.reject(error)))
  return routes
}

const isControl = (c: RequestContext) => c.var.ctx.environment.kind === 'control'

const controlOnly: MiddlewareHandler<AppEnv> = async (c, next) =>
  isControl(c) ? next() : answerErrorPage(c, { kind: 'not_found' })

function usableLinkOnly(options: SetupOptions): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { db, clock, requester } = c.var.ctx
    const bucket = `setup_link:${networkOf(requester.ip)}`
    const wrong = await readBucket(db, { bucket, now: clock() })
    if (wrong && wrong.count >= MOST_WRONG_LINKS) {
      const retryAfterSeconds = Math.max(1, Math.ceil((wrong.endsAt.getTime() - clock().getTime()) / 1000))
      return answerErrorPage(c, { kind: 'rate_limited', retryAfterSeconds, scope: 'network' })
    }
    const link = await findSetupLink(db, tokenOf(c))
    if (link?.isUsed === false) return next()
    if (link) return showUsed(c, options)
    await countAgainst(db, { bucket, windowSeconds: WRONG_LINKS_SECONDS, now: clock() })
    return answerErrorPage(c, { kind: 'not_found' })
  }
}

const tokenOf = (c: RequestContext) => c.req.param('token') ?? ''

async function showRoot(c: RequestContext): Promise<Response> {
  const { db } = c.var.ctx
  c.header('cache-control', 'no-store')
  if (await hasAdministrator(db)) return c.redirect('/console', 303)
  const html = (nonce: string) => renderPage(SetupPendingPage, frameFor(c, { nonce, path: '/' }))
  return answerPage(c, { status: 200, html })
}

function showUsed(c: RequestContext, options: SetupOptions): Response {
  const html = (nonce: string) =>
    renderPage(SetupLinkUsedPage, { ...frameFor(c, { nonce, path: c.req.path }), ...options })
  return answerPage(c, { status: 410, html })
}

type FormState = Partial<Pick<SetupPageProps, 'email' | 'givenName' | 'familyName' | 'problem' | 'problems'>>

function showForm(c: RequestContext, state: FormState, status: Page['status'] = 200): Response {
  const known = readCookie(c, cookieNames(c.var.ctx).setup)
  const browser = known ?? newToken()
  if (known === undefined) setCookie(c, { name: cookieNames(c.var.ctx).setup, value: browser })
  const target = { action: c.req.path, fields: { csrf: csrfToken(c, formBindingOf(c, browser)) } }
  const html = (nonce: string) =>
    renderPage(SetupPage, { ...frameFor(c, { nonce, path: c.req.path }), ...target, ...state })
  return answerPage(c, { status, html })
}

/** Binds the form to this browser and this link (ATO-07). */
function formBindingOf(c: RequestContext, browser: string): FormBinding {
  return { purpose: 'setup.csrf', parts: [tokenOf(c), browser] }
}

async function create(c: RequestContext, options: SetupOptions): Promise<Response> {
  const { ctx } = c.var
  if (isForeignPost(c, ctx.issuer))
    return answerErrorPage(c, { kind: 'bad_request', status: 403, code: 'FOREIGN_POST' })
  const form = await readForm(c)
  const typed = {
    email: form.fields.get('email'),
    givenName: form.fields.get('given_name'),
    familyName: form.fields.get('family_name'),
  }
  if (!isOwnForm(c, form)) return showForm(c, { ...typed, problem: 'form_expired' }, 400)
  const parsed = parseAdministrator(form, ctx.passwords)
  if ('problems' in parsed) return showForm(c, { ...typed, problems: parsed.problems }, 400)
  const { outcome, userId } = await createFirstAdministrator(ctx, { ...parsed.administrator, token: tokenOf(c) })
  if (outcome === 'link_used') return showUsed(c, options)
  if (outcome === 'email_taken') return showForm(c, { ...typed, problems: ['email_taken'] }, 409)
  ctx.log.info({ environment: ctx.environment.id, ip: ctx.requester.ip }, 'the setup link was used')
  if (userId !== undefined) await startConsoleSession(c, userId)
  return c.redirect('/console', 303)
}

function isOwnForm(c: RequestContext, form: Form): boolean {
  const browser = readCookie(c, cookieNames(c.var.ctx).setup)
  return browser !== undefined && isCsrfTokenRight(c, form, formBindingOf(c, browser))
}
