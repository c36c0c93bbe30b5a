import type { Hono } from 'hono'
import { digestOf, newToken } from '#platform/crypto'
import {
  cookieNames,
  formOf,
  readCookie,
  readFormText,
  setCookie,
  type AppEnv,
  type LoadLimit,
  type RequestContext,
} from '#platform/http'
import type { AuthorizationRequest } from '#flows/engine'
import { answerErrorPage } from '#flows/pages'
import {
  answerFailure,
  answerSignedIn,
  beginFlow,
  guarded,
  pageApplication,
  setSessionCookie,
  startFlow,
  tracing,
  trustingDigests,
} from '#flows/signin'
import { twinOf, type Application } from '#domain/applications'
import { noteFlowOfTrial } from '#domain/playground'
import { readSession, readSessionPolicy } from '#domain/sessions'
import { OAuthError } from '../errors.ts'
import { responseModeOf } from './check-response.ts'
import { addressOfKept, createKeeping, keepPostedRequest, readSentRequest } from './posted-request.ts'
import { traceError, traceUntrusted } from './trace.ts'
import { limitSilence } from './limit-silence.ts'
import { readRequest } from './request.ts'
import { decideSilence, findEntrance, signInSilently, type Entrance, type SilentAnswer } from './single-sign-on.ts'
import { trustRedirect, type RedirectTrust } from './trust-redirect.ts'
import { validateRequest } from './validate-request.ts'

/** The authorization endpoint (RFC 6749 section 3.1): GET, and POST with the same parameters. */
export function mountAuthorization(app: Hono<AppEnv>): void {
  app.get('/oauth2/auth', (c) => guarded(c, () => authorize(c)))
  const keeping = createKeeping()
  app.post('/oauth2/auth', (c) => guarded(c, () => keep(c, keeping)))
}

async function keep(c: RequestContext, keeping: LoadLimit): Promise<Response> {
  const handle = await keepPostedRequest(c.var.ctx, await readFormText(c), keeping)
  return c.redirect(addressOfKept('/oauth2/auth', handle), 303)
}

async function authorize(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  const query = await readSentRequest(ctx, c.req.url)
  if (query === undefined) return answerErrorPage(c, { kind: 'flow_expired' })
  const raw = readRequest(formOf(new URLSearchParams(query)))
  c.set('languageWish', raw.further['lang'] ?? raw.further['ui_locales'] ?? '')
  const trust = await trustRedirect(ctx, raw)
  if (trust.outcome !== 'trusted') {
    traceUntrusted(ctx, trust)
    return refuseHere(c, trust)
  }
  try {
    return await answer(c, await validateRequest(ctx, raw, trust), { ...trust, ...raw })
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    const { state } = raw
    const target = { ...trust, ...responseModeOf(raw, trust.application), ...(state === undefined ? {} : { state }) }
    const { code: failure, message: description } = error
    await traceError(c, { raw, application: trust.application, error })
    return answerFailure(c, { target, error: failure, description, application: trust.application })
  }
}

/** Answers a valid request silently, with a page, or with an error. */
async function answer(
  c: RequestContext,
  request: AuthorizationRequest,
  { application, idTokenHint }: { application: Application; idTokenHint: string | undefined },
): Promise<Response> {
  const { ctx } = c.var
  const names = cookieNames(ctx)
  const token = readCookie(c, names.session)
  const session = await readSession(ctx, token, application)
  const { isSilent, reason } = await decideSilence(ctx, request, { session, application, idTokenHint })
  const entrance =
    isSilent && session
      ? await findEntrance(ctx, request, { session, application, trusting: trustingDigests(c) })
      : undefined
  if (session && entrance?.outcome === 'enter') await limitSilence(ctx, session.id)
  const answered =
    session && entrance?.outcome === 'enter'
      ? await signInSilently(ctx, request, { session, application, choice: entrance.choice })
      : undefined
  if (answered?.outcome === 'gone') return refuseHere(c, { outcome: 'unknown_client' })
  if (answered?.outcome === 'answered' && session && token !== undefined) {
    setSessionCookie(c, token, await readSessionPolicy(ctx, { sessionId: session.id, application }))
    return answerSignedIn(c, { ...answered, request, application })
  }
  if (request.prompts.includes('none')) {
    if (answered?.outcome === 'denied')
      throw new OAuthError('access_denied', 'None of the roles of this user may sign in here.')
    throw new OAuthError('login_required', 'User authentication is required')
  }
  const browser = readCookie(c, names.browser) ?? newToken()
  setCookie(c, { name: names.browser, value: browser })
  const sessionId = entrance?.outcome === 'page_of_person' ? session?.id : undefined
  const pageReason = reasonOfPage(reason, { entrance, answered })
  const flow = beginFlow(ctx, { ...request, pageReason }, { browserDigest: digestOf(browser), sessionId })
  if (application.builtIn === 'playground') await noteFlowOfTrial(ctx, request.state ?? '', flow.id)
  const opened = { flow, application, browser, isStored: false }
  return tracing(c, opened, () => startFlow(c, opened))
}

interface SilentAttempt {
  readonly entrance: Entrance | undefined
  readonly answered: SilentAnswer | undefined
}

/** Returns why a page is shown in place of a silent sign-in. */
function reasonOfPage(reason: string, { entrance, answered }: SilentAttempt): string {
  if (answered?.outcome === 'denied') return 'none of the roles of the person who is signed in may enter'
  if (entrance?.outcome === 'enter') return 'the session ended at this moment'
  if (entrance?.outcome === 'page_of_person') return 'the person is signed in, and a page of theirs is due'
  return entrance ? 'the person who is signed in may not enter here' : reason
}

/**
 * Shows an error page, because no address is safe to redirect to. It explains the problem to the person in words and to
 * the developer exactly.
 */
function refuseHere(c: RequestContext, trust: Exclude<RedirectTrust, { outcome: 'trusted' }>): Response {
  if (trust.outcome === 'unknown_client') return answerErrorPage(c, { kind: 'bad_client', code: 'invalid_client' })
  const { application, sent } = trust
  const twin = sent === undefined ? undefined : twinOf(application.redirectUris, sent)
  return answerErrorPage(c, {
    kind: 'bad_redirect_uri',
    code: 'invalid_redirect_uri',
    application: pageApplication(application),
    detail: [
      { label: 'redirect_uri', value: sent?.slice(0, 500) ?? '(missing)' },
      ...(twin === undefined ? [] : [{ label: 'registered', value: twin }]),
    ],
  })
}
