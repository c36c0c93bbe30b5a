import type { Hono } from 'hono'
import {
  answerPage,
  csrfToken,
  isCsrfTokenRight,
  isForeignPost,
  readForm,
  readFormText,
  type AppEnv,
  type Form,
  type FormBinding,
  type LoadLimit,
  type RequestContext,
} from '#platform/http'
import { answerErrorPage, frameFor, renderPage, SignedOutPage } from '#flows/pages'
import { guarded, pageApplication } from '#flows/signin'
import { isAnyLogoutUri, isLogoutUri, twinOfLogoutUri, type Application } from '#domain/applications'
import { addressOfKept, createKeeping, keepPostedRequest, readSentRequest } from '../authorization/posted-request.ts'
import { endSession } from './end-session.ts'
import { findSignIn, type BrowserSignIn } from './find-sign-in.ts'
import { ConfirmSignOutPage } from './pages/confirm-sign-out-page.tsx'
import { needsQuestion } from './needs-question.ts'
import { readLogoutRequest, type LogoutRequest } from './request.ts'
import { trustLogout, type LogoutTrust } from './trust-logout.ts'

const REQUEST = 'logout.request'

/**
 * Signing out, in two forms: ours, `GET /logout?redirect=`, which official SDKs send, and OIDC RP-Initiated Logout, by
 * GET and POST. Both end the session of this browser with every token that belongs to it, and never redirect to an
 * address that is not registered.
 */
export function mountLogout(app: Hono<AppEnv>): void {
  app.get('/logout', (c) => guarded(c, () => logOut(c)))
  const keeping = createKeeping()
  app.post('/logout', (c) => guarded(c, () => keep(c, keeping)))
  app.post('/logout/confirm', (c) => guarded(c, () => confirm(c)))
}

/**
 * Stores a request that was posted from another site, since it arrives without our Lax cookies, and sends the browser
 * to a GET.
 */
async function keep(c: RequestContext, keeping: LoadLimit): Promise<Response> {
  const handle = await keepPostedRequest(c.var.ctx, await readFormText(c), keeping)
  return c.redirect(addressOfKept('/logout', handle), 303)
}

async function logOut(c: RequestContext): Promise<Response> {
  const query = await readSentRequest(c.var.ctx, c.req.url)
  if (query === undefined) return answerErrorPage(c, { kind: 'flow_expired' })
  const request = readLogoutRequest(query)
  if (request.isAmbiguous || request.isTooLong)
    return answerErrorPage(c, { kind: 'bad_request', code: 'invalid_request' })
  const signIn = await findSignIn(c)
  const trust = await trustLogout(c.var.ctx, request)
  if (signIn && (await needsQuestion(c, { request, trust, signIn }))) {
    return ask(c, { query, signIn, trust, isEverywhere: request.isEverywhere })
  }
  if (request.isOwnForm) return leaveOwnForm(c, request, signIn)
  await endSession(c, signIn, request)
  const nowhere = { ...trust, address: undefined }
  return leave(c, request, trust.subject === undefined ? nowhere : await withAddress(c, request, trust))
}

async function leaveOwnForm(
  c: RequestContext,
  request: LogoutRequest,
  signIn: BrowserSignIn | undefined,
): Promise<Response> {
  await endSession(c, signIn, request)
  const { redirect } = request
  if (redirect === undefined) return answerSignedOut(c, undefined)
  if (!(await isAnyLogoutUri(c.var.ctx, redirect))) return refuseAddress(c, { name: 'redirect', sent: redirect })
  return send(c, redirect)
}

interface SignOutQuestion {
  readonly query: string
  readonly signIn: BrowserSignIn
  readonly trust: LogoutTrust
  readonly isEverywhere: boolean
}

/** Asks the person to confirm. The page holds the request, sealed, so that they confirm exactly what was requested. */
function ask(c: RequestContext, { query, signIn, trust, isEverywhere }: SignOutQuestion): Response {
  const { sealer } = c.var.ctx
  const fields = {
    csrf: csrfToken(c, formBindingOf(signIn)),
    request: sealer.seal(REQUEST, query).toString('base64url'),
  }
  const application = trust.application && pageApplication(trust.application)
  const page = { action: '/logout/confirm', fields, isEverywhere }
  return answerPage(c, {
    status: 200,
    html: (nonce) => renderPage(ConfirmSignOutPage, { ...frameFor(c, { nonce, application }), ...page }),
  })
}

async function confirm(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  if (isForeignPost(c, ctx.issuer)) {
    return answerErrorPage(c, { kind: 'bad_request', code: 'foreign_post', status: 403 })
  }
  const form = await readForm(c)
  const query = openRequest(c, form)
  if (query === undefined) return answerErrorPage(c, { kind: 'bad_request', code: 'invalid_request' })
  const request = readLogoutRequest(query)
  const signIn = await findSignIn(c)
  const trust = await trustLogout(ctx, request)
  if (signIn && !isCsrfTokenRight(c, form, formBindingOf(signIn))) {
    return ask(c, { query, signIn, trust, isEverywhere: request.isEverywhere })
  }
  if (request.isOwnForm) return leaveOwnForm(c, request, signIn)
  await endSession(c, signIn, request)
  return leave(c, request, await withAddress(c, request, trust))
}

function openRequest(c: RequestContext, form: Form): string | undefined {
  try {
    return c.var.ctx.sealer.open(REQUEST, Buffer.from(form.fields.get('request') ?? '', 'base64url'))
  } catch {
    // We did not seal it.
    return undefined
  }
}

/** Returns the binding of a form to the session. */
function formBindingOf({ token }: BrowserSignIn): FormBinding {
  return { purpose: 'logout.csrf', parts: [token] }
}

interface SignOutReturn {
  readonly application: Application | undefined
  /** The address to redirect to; `unregistered`: the requested address is not allowed. */
  readonly address: { readonly uri: string } | 'unregistered' | undefined
}

/**
 * Finds the address in the list of the application that sends the request, not of any (ATO-08). Without an application
 * no address is allowed.
 */
async function withAddress(
  c: RequestContext,
  { postLogoutRedirectUri: uri }: LogoutRequest,
  { application }: LogoutTrust,
): Promise<SignOutReturn> {
  if (uri === undefined || !application) return { application, address: undefined }
  return { application, address: (await isLogoutUri(c.var.ctx, application, uri)) ? { uri } : 'unregistered' }
}

async function leave(
  c: RequestContext,
  request: LogoutRequest,
  { application, address }: SignOutReturn,
): Promise<Response> {
  const { state, postLogoutRedirectUri: sent = '' } = request
  if (address === undefined) return answerSignedOut(c, application)
  if (address === 'unregistered') return refuseAddress(c, { name: 'post_logout_redirect_uri', sent, application })
  // Joins text: the registered address must arrive byte for byte, and a URL object would rewrite some addresses.
  const { uri } = address
  return send(c, state === undefined ? uri : `${uri}${uri.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}`)
}

function send(c: RequestContext, location: string): Response {
  c.header('cache-control', 'no-store')
  // The address of this request may hold an ID token.
  c.header('referrer-policy', 'no-referrer')
  return c.redirect(location, 303)
}

function answerSignedOut(c: RequestContext, application: Application | undefined): Response {
  const shown = application && pageApplication(application)
  return answerPage(c, {
    status: 200,
    html: (nonce) => renderPage(SignedOutPage, frameFor(c, { nonce, application: shown, path: '/logout' })),
  })
}

async function refuseAddress(
  c: RequestContext,
  { name, sent, application }: { name: string; sent: string; application?: Application | undefined },
): Promise<Response> {
  const twin = await twinOfLogoutUri(c.var.ctx, application, sent)
  return answerErrorPage(c, {
    kind: 'bad_logout_uri',
    code: 'invalid_logout_uri',
    application: application && pageApplication(application),
    detail: [
      { label: name, value: sent.slice(0, 500) },
      ...(twin === undefined ? [] : [{ label: 'registered', value: twin }]),
    ],
  })
}
