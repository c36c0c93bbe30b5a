import type { Hono } from 'hono'
import { digestOf, equalDigests } from '#platform/crypto'
import {
  answerPage,
  csrfToken,
  isCsrfTokenRight,
  isForeignPost,
  readForm,
  type AppEnv,
  type RequestContext,
} from '#platform/http'
import { isClosedTo, organizationOfDevice } from '#flows/engine'
import { answerErrorPage, frameFor, renderPage } from '#flows/pages'
import { beginFlow, describeBrowser, guarded, pageApplication, showFirst, showFlow } from '#flows/signin'
import { releaseDeviceCode } from '#domain/device-codes'
import { describeApis } from '#domain/resource-servers'
import type { Session } from '#domain/sessions'
import { findAccountById } from '#domain/users'
import { answerError, answerJson } from '../json-answer.ts'
import { denyDevice } from './deny-device.ts'
import { approveDevice } from './approve-device.ts'
import { formBindingOf } from './form-binding.ts'
import { deviceScopes } from './device-scopes.ts'
import { isWaiting, openDevice, signInRequest, type DeviceOpening, type OpenDevice } from './open-device.ts'
import { sessionFor } from './device-session.ts'
import { DeviceConsentPage } from './pages/device-consent-page.tsx'
import { DeviceEndPage, type DeviceEndPageProps } from './pages/device-end-page.tsx'
import { traceNoEntry } from './trace.ts'
import { startDevice } from './start-device.ts'
import { refuseForeign, showCodePage, takeOver, takeUserCode } from './code-page.ts'

/** The paths of the endpoint in the published contract (P4-18). */
const PATHS = ['/oauth2/device/auth', '/oauth2/v2/device_authorization'] as const

/** Device authorization (RFC 8628): the endpoint for devices, and the pages where a person decides. */
export function mountDevice(app: Hono<AppEnv>): void {
  for (const path of PATHS) {
    app.post(path, (c) => answerDevice(c))
    app.all(path, (c) => {
      c.header('allow', 'POST')
      return answerJson(c, { error: 'invalid_request', error_description: 'Use POST.' }, 405)
    })
  }
  app.get('/device', (c) => guarded(c, async () => showCodePage(c, { userCode: c.req.query('user_code') })))
  app.post('/device/code', (c) => guarded(c, () => takeUserCode(c)))
  app.post('/device/take-over', (c) => guarded(c, () => takeOver(c)))
  for (const path of ['/device/code', '/device/take-over']) app.get(path, (c) => c.redirect('/device', 303))
  app.get('/device/:id', (c) => guarded(c, () => showDevice(c, c.req.param('id'))))
  app.post('/device/:id/approve', (c) => guarded(c, () => decide(c, c.req.param('id'), approveDevice)))
  app.post('/device/:id/deny', (c) => guarded(c, () => decide(c, c.req.param('id'), denyDevice)))
  // The back button and a reload may send GET to the address of a form.
  app.get('/device/:id/:verb', (c) => c.redirect(`/device/${encodeURIComponent(c.req.param('id'))}`, 303))
}

async function answerDevice(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  try {
    return answerJson(c, await startDevice(ctx, await readForm(c), c.req.header('authorization')))
  } catch (error) {
    return answerError(c, error, ctx.log)
  }
}

/** Shows the sign-in, then the question, then the end, depending on the state of the code. */
async function showDevice(c: RequestContext, id: string): Promise<Response> {
  const { ctx } = c.var
  const opening = await openDevice(c, id)
  if (opening.outcome !== 'open') return answerNotOpen(c, opening)
  if (!isWaiting(opening, ctx.clock())) return showEnd(c, opening)
  // The person gave up signing in: the engine sends an error to a page of ours like to any redirect URI.
  if (c.req.query('error') !== undefined) return leave(c, opening)
  const isOther = c.req.query('account') === 'other'
  const found = isOther ? undefined : await sessionFor(c, opening)
  if (found && found.owed === undefined) return showConsentIfMay(c, opening, found.session)
  const { application, browser, browserDigest } = opening
  const asked = found?.owed ?? signInRequest(ctx.issuer, opening)
  const sessionId = found?.isTooOld === false ? found.session.id : undefined
  const flow = beginFlow(ctx, { ...asked, state: leavingMark(c, opening) }, { browserDigest, sessionId })
  const opened = { flow, application, browser, isStored: false }
  return isOther ? showFlow(c, opened, {}) : showFirst(c, opened)
}

async function decide(
  c: RequestContext,
  id: string,
  write: typeof approveDevice | typeof denyDevice,
): Promise<Response> {
  const { ctx } = c.var
  if (isForeignPost(c, ctx.issuer)) return refuseForeign(c)
  const form = await readForm(c)
  const opening = await openDevice(c, id)
  if (opening.outcome !== 'open') return answerNotOpen(c, opening)
  const { session, owed } = (await sessionFor(c, opening)) ?? {}
  if (session && owed === undefined && isWaiting(opening, ctx.clock())) {
    const apiScopes = await deviceScopes(ctx, opening, session)
    // Bound to the session and to the page: the person on the page agreed, not one who has signed in since, and to the
    // scopes shown, not to others that they got since.
    if (!isCsrfTokenRight(c, form, formBindingOf([id, opening.browser, session.id, ...apiScopes]))) {
      return showConsent(c, opening, { session, problem: 'form_expired' })
    }
    await write(ctx, opening, { session, apiScopes })
  }
  return c.redirect(`/device/${id}`, 303)
}

/** Shows the question only to a person whom access control admits; any other gets the refusal first. */
async function showConsentIfMay(c: RequestContext, opening: OpenDevice, session: Session): Promise<Response> {
  const { application } = opening
  const who = { userId: session.userId, sessionId: session.id, application }
  if (!isClosedTo(application, await organizationOfDevice(c.var.ctx, who))) return showConsent(c, opening, { session })
  traceNoEntry(c.var.ctx, opening, session)
  const ways = { otherHref: `/device/${opening.code.id}?account=other`, signOutHref: '/logout' }
  return answerErrorPage(c, { kind: 'access_denied', application: pageApplication(application), ways })
}

async function showConsent(
  c: RequestContext,
  opening: OpenDevice,
  { session, problem }: { readonly session: Session; readonly problem?: 'form_expired' },
): Promise<Response> {
  const { ctx } = c.var
  const { code, application, browser } = opening
  const account = await findAccountById(ctx.db, session.userId)
  const apiScopes = await deviceScopes(ctx, opening, session)
  const { applicationId, audiences } = code
  const apis = await describeApis(ctx, { applicationId, audiences, keys: apiScopes })
  const fields = { csrf: csrfToken(c, formBindingOf([code.id, browser, session.id, ...apiScopes])) }
  const path = `/device/${code.id}`
  const html = (nonce: string) =>
    renderPage(DeviceConsentPage, {
      ...frameFor(c, { nonce, path }),
      application: pageApplication(application),
      action: `${path}/approve`,
      fields,
      deny: { action: `${path}/deny`, fields },
      email: account?.identity.typed ?? '',
      scopes: code.scopes,
      apis,
      requestedFrom: { ip: code.requestedFrom.ip, browser: describeBrowser(code.requestedFrom.userAgent) },
      otherAccountHref: `${path}?account=other`,
      problem,
    })
  return answerPage(c, { status: problem === undefined ? 200 : 400, html })
}

function showEnd(c: RequestContext, { code, application }: OpenDevice): Response {
  const end: DeviceEndPageProps['end'] =
    code.state === 'pending' ? 'expired' : code.state === 'denied' ? 'denied' : 'approved'
  const html = (nonce: string) => {
    const frame = frameFor(c, { nonce, application: pageApplication(application), path: `/device/${code.id}` })
    return renderPage(DeviceEndPage, { ...frame, end })
  }
  return answerPage(c, { status: end === 'expired' ? 410 : 200, html })
}

/** Returns the mark of the address to which our own sign-in sends a person who gave up. */
function leavingMark(c: RequestContext, { code, browser }: OpenDevice): string {
  return csrfToken(c, formBindingOf(['leave', code.id, browser]))
}

/**
 * Frees the request of a person who gave up. Only the address from our sign-in does that: a link must change nothing.
 */
async function leave(c: RequestContext, opening: OpenDevice): Promise<Response> {
  const { ctx } = c.var
  const { code, browserDigest } = opening
  const isOurs = equalDigests(digestOf(c.req.query('state') ?? ''), digestOf(leavingMark(c, opening)))
  if (isOurs) await releaseDeviceCode(ctx.db, { id: code.id, browserDigest })
  return c.redirect('/device', 303)
}

function answerNotOpen(c: RequestContext, opening: Exclude<DeviceOpening, { outcome: 'open' }>): Response {
  switch (opening.outcome) {
    case 'free':
      return c.redirect('/device', 303)
    case 'taken': {
      const application = pageApplication(opening.application)
      const html = (nonce: string) =>
        renderPage(DeviceEndPage, { ...frameFor(c, { nonce, application, path: '/device' }), end: 'taken' })
      return answerPage(c, { status: 409, html })
    }
    case 'problem': {
      const { kind, application } = opening
      return answerErrorPage(c, { kind, application: application && pageApplication(application) })
    }
  }
}
