import { Conflict } from '#platform/errors'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { NoAddress, NoEntry } from '#flows/engine'
import { answerErrorPage } from '#flows/pages'
import { readSession } from '#domain/sessions'
import { continueSession, finishFlow } from './finish/index.ts'
import { findFlow } from './flow.ts'
import type { OpenFlow } from './open-flow.ts'
import { pageApplication } from './page-application.ts'
import { recordFailure } from './steps/record-failure.ts'
import { waysOut } from './ways-out.ts'
import { leaveFlow } from './leave-flow.ts'
import { repeatEnd } from './repeat-end.ts'
import { dropNotes, noteFault, notesOf } from './trace.ts'
import { trustingDigests } from './trusted-browser.ts'

/** Ends the flow and sends the browser to the application, signed in. */
export async function endFlow(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  const { flow, application } = opened
  // However long it was idle: one sign-out must also end everything that began in it.
  const previous = await readSession(ctx, readCookie(c, cookieNames(ctx).session), undefined)
  const noted = notesOf(c, flow)
  const trusting = trustingDigests(c)
  const attempt = () =>
    flow.facts.sessionId === undefined
      ? finishFlow(ctx, { flow, application, previous, noted, trusting })
      : continueSession(ctx, { flow, application, session: previous, noted, trusting })
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
  dropNotes(c)
  return leaveFlow(c, opened, finished)
}

/**
 * Answers a person who proved who they are but may not enter. Nothing else was written, and the flow stays open for another
 * person.
 */
async function refuseEntry(c: RequestContext, opened: OpenFlow, refusal: NoAddress | NoEntry): Promise<Response> {
  noteFault(c, { ...opened, isStored: true }, refusal)
  const { code } = refusal
  await recordFailure(c.var.ctx, { ...opened, userId: undefined, reason: code.toLowerCase() })
  const shown = { application: pageApplication(opened.application), ways: waysOut(c, opened) }
  if (code === 'ACCESS_DENIED') return answerErrorPage(c, { kind: 'access_denied', ...shown })
  return answerErrorPage(c, { kind: 'no_address', code, ...shown })
}

/** Another request was faster: repeats the answer that it got, or shows the page that is due now. */
async function showMoved(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const flow = await findFlow(c.var.ctx, opened.flow.id)
  return flow?.finishedAt ? repeatEnd(c, { ...opened, flow }) : c.redirect(`/auth/${opened.flow.id}`, 303)
}
