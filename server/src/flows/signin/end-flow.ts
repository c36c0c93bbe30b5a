import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { codeIn, NoAddress, NoEntry } from '#flows/engine'
import { answerErrorPage } from '#flows/pages'
import { readSession } from '#domain/sessions'
import { isCodeWaiting } from '#domain/tokens'
import { answerExpired, answerSignedIn } from './answer-application.ts'
import { continueSession, finishFlow, type Finished } from './finish/index.ts'
import { findFlow, type Flow } from './flow.ts'
import { keepKnownBrowser } from './known-browser.ts'
import type { OpenFlow } from './open-flow.ts'
import { pageApplication } from './page-application.ts'
import { setSessionCookie } from './session-cookie.ts'
import { waysOut } from './ways-out.ts'

/** Ends the flow and sends the browser to the application, signed in. */
export async function endFlow(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  const { flow, application } = opened
  // However long it was idle: one sign-out must also end everything that began in it.
  const previous = await readSession(ctx, readCookie(c, cookieNames(ctx).session), undefined)
  const attempt = () =>
    flow.facts.sessionId === undefined
      ? finishFlow(ctx, { flow, application, previous })
      : continueSession(ctx, { flow, application, session: previous })
  // Another request may have created an account with the address meanwhile. The second attempt finds that account,
  // which belongs to the person who proved the address.
  const retried = attempt().catch((error: unknown) => {
    if (error instanceof Conflict && error.code === 'IDENTITY_TAKEN') return attempt()
    throw error
  })
  const finished = await retried.catch((error: unknown) => {
    if (error instanceof NoAddress || error instanceof NoEntry) return error
    throw error
  })
  if (finished instanceof NoAddress || finished instanceof NoEntry) return refuseEntry(c, opened, finished)
  if (!finished) return showMoved(c, opened)
  return leave(c, opened, finished)
}

/**
 * Answers a person who proved who they are but may not enter. Nothing was written, and the flow stays open for another
 * person.
 */
function refuseEntry(c: RequestContext, opened: OpenFlow, { code }: NoAddress | NoEntry): Response {
  const shown = { application: pageApplication(opened.application), ways: waysOut(c, opened) }
  if (code === 'ACCESS_DENIED') return answerErrorPage(c, { kind: 'access_denied', ...shown })
  return answerErrorPage(c, { kind: 'no_address', code, ...shown })
}

/** Another request was faster: repeats the answer that it got, or shows the page that is due now. */
async function showMoved(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const flow = await findFlow(c.var.ctx, opened.flow.id)
  return flow?.finishedAt ? repeatEnd(c, { ...opened, flow }) : c.redirect(`/auth/${opened.flow.id}`, 303)
}

/** The time during which a repeated last step gets the same answer. */
const REPEAT_SECONDS = 60

/**
 * Answers a double submit of the last step like the first one, as long as the application has not redeemed the code. A
 * GET comes from the back button and gets a page: an application that gets a spent code again would redeem it again,
 * and that code would count as stolen and end the whole grant (RFC 6749 section 4.1.2).
 */
export async function repeatEnd(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  const { flow, application } = opened
  const finished = openResult(ctx, flow)
  // A page of ours gets no code and shows the state itself.
  if (finished && flow.request.endsAtOwnPage === true) return c.redirect(finished.location, 303)
  const isRepeated = finished !== undefined && c.req.method === 'POST' && (await isStillGood(ctx, flow, finished))
  if (isRepeated) return leave(c, opened, finished)
  // The link to a flow of long ago is stale, and the application may want to know.
  if (flow.expiresAt <= ctx.clock()) return answerExpired(c, opened, 'flow_finished')
  return answerErrorPage(c, { kind: 'flow_finished', application: pageApplication(application) })
}

function openResult({ sealer }: Context, { id, resultSealed }: Flow): Finished | undefined {
  return resultSealed ? JSON.parse(sealer.open(`flows.result_sealed:${id}`, resultSealed)) : undefined
}

async function isStillGood(ctx: Context, { finishedAt }: Flow, { location, redirectUri }: Finished): Promise<boolean> {
  if (finishedAt === undefined || addSeconds(finishedAt, REPEAT_SECONDS) <= ctx.clock()) return false
  const code = codeIn({ location, redirectUri })
  return code === undefined || isCodeWaiting(ctx, code)
}

function leave(c: RequestContext, { flow, application }: OpenFlow, finished: Finished): Response {
  const { session, location, redirectUri } = finished
  if (session) {
    setSessionCookie(c, session.token, session)
    keepKnownBrowser(c, session.userId)
  }
  const { request } = flow
  return answerSignedIn(c, { request, target: { ...request, redirectUri }, location, application })
}
