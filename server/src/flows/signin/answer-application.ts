import { answerPage, type RequestContext } from '#platform/http'
import {
  errorAddress,
  errorUrl,
  expiredUrl,
  formPostOf,
  LONGEST_ANSWER,
  wantsSuccessPage,
  type AnswerTarget,
  type AuthorizationRequest,
} from '#flows/engine'
import { answerErrorPage, frameFor, renderPage, SuccessPage } from '#flows/pages'
import type { Application } from '#domain/applications'
import type { Flow } from './flow.ts'
import { FormPostPage } from './pages/form-post-page.tsx'
import { pageApplication } from './page-application.ts'

/** Sends the browser to the application with an answer, in the way that the request asked for. */
export function answerApplication(
  c: RequestContext,
  { target, location, application }: { target: AnswerTarget; location: string; application: Application },
): Response {
  const post = formPostOf(target, location)
  if (post) {
    const shown = pageApplication(application)
    return answerPage(c, {
      status: 200,
      html: (nonce) => renderPage(FormPostPage, { ...frameFor(c, { nonce, application: shown }), ...post }),
    })
  }
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  // 303: the browser must not send the form again to the application (AS-10).
  return c.redirect(location, 303)
}

interface SignedIn {
  readonly request: Pick<AuthorizationRequest, 'further' | 'prompts'>
  readonly target: AnswerTarget
  readonly location: string
  readonly application: Application
}

/**
 * Sends the browser to the application once the flow is over. Where the request wants it, a page of ours comes first:
 * an application with its own URL scheme opens in front of the browser, whose window stays behind. The page goes on by
 * itself, because a code lives for only a minute.
 */
export function answerSignedIn(c: RequestContext, { request, ...answer }: SignedIn): Response {
  const { location, application, target } = answer
  if (!wantsSuccessPage(request, answer) || target.responseMode !== undefined) return answerApplication(c, answer)
  return answerPage(c, {
    status: 200,
    html: (nonce) => {
      const frame = frameFor(c, { nonce, application: pageApplication(application) })
      return renderPage(SuccessPage, { ...frame, continueHref: location, staysOpen: !/^https?:/.test(location) })
    },
  })
}

interface Failure {
  readonly target: AnswerTarget & Pick<AuthorizationRequest, 'redirectPattern' | 'state'>
  readonly error: string
  readonly description: string
  readonly application: Application
}

/**
 * Sends an error to the application (RFC 6749 section 4.1.2.1). Shows a page where the address depends on the
 * organization and nobody has signed in to one: then there is no address to send the browser to.
 */
export function answerFailure(c: RequestContext, { target, error, description, application }: Failure): Response {
  if (errorAddress(target) === undefined) {
    const detail = [{ label: 'error_description', value: description }]
    return answerErrorPage(c, { kind: 'no_address', code: error, application: pageApplication(application), detail })
  }
  const location = errorUrl(target, { error, description, issuer: c.var.ctx.issuer })
  if (location.length > LONGEST_ANSWER && target.responseMode === undefined) {
    const detail = [{ label: 'error_description', value: description }]
    return answerErrorPage(c, { kind: 'bad_request', code: error, application: pageApplication(application), detail })
  }
  return answerApplication(c, { target, location, application })
}

/**
 * Answers a page that has expired: sends the browser to an application that restarts the sign-in by itself, or shows a
 * page that says so.
 */
export function answerExpired(
  c: RequestContext,
  { flow, application }: { flow: Flow; application: Application },
  kind: 'flow_expired' | 'flow_finished',
): Response {
  const location = expiredUrl(flow.request, c.var.ctx.issuer)
  if (location === undefined) return answerErrorPage(c, { kind, application: pageApplication(application) })
  return answerApplication(c, { target: flow.request, location, application })
}
