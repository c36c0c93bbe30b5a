import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { Conflict } from '#platform/errors'
import {
  addFacts,
  codeIn,
  continueSession,
  finishFlow,
  findFlow,
  insertFlow,
  isProven,
  nextStep,
  NoAddress,
  NoEntry,
  readSituation,
  whyNotAnswering,
  writeTrace,
  type Facts,
  type Finished,
  type Flow,
  type Situation,
  type Step,
} from '#flows/engine'
import { answerErrorPage, localeFor } from '#flows/pages'
import type { Application } from '#domain/applications'
import { readSession, type Session } from '#domain/sessions'
import { isCodeWaiting } from '#domain/tokens'
import { answerExpired, answerSignedIn } from './answer-application.ts'
import type { OpenFlow } from './open-flow.ts'
import { countSending } from './steps/code/count-sending.ts'
import { keepKnownBrowser } from './known-browser.ts'
import { setSessionCookie } from './session-cookie.ts'
import { sendCode } from './steps/code/send-code.ts'
import { pageApplication } from './show-step.tsx'
import { waysOut } from './ways-out.ts'

/** A stored flow is kept for this long after its last step; longer where a code on its way lives longer. */
const IDLE_SECONDS = 3_600
const MOST_STEPS = 64

/** What the engine looks at besides the facts, as it is now. */
export async function situationOf(
  c: RequestContext,
  { flow, application }: Pick<OpenFlow, 'flow' | 'application'>,
  facts: Facts = flow.facts,
): Promise<Situation> {
  const { ctx } = c.var
  // Only where the facts speak of it: nobody else's sign-in has to wait for it.
  const session = facts.sessionId === undefined ? undefined : await readAnswering(c, { flow, application })
  return readSituation(ctx, { flow: { ...flow, facts }, application, session })
}

/** A page may be open for a day: the session must still be enough for what was asked (AS-51). */
async function readAnswering(
  c: RequestContext,
  { flow: { request }, application }: Pick<OpenFlow, 'flow' | 'application'>,
): Promise<Session | undefined> {
  const session = await readPresent(c, application)
  const now = c.var.ctx.clock()
  return session && whyNotAnswering(session, { request, application, now }) === undefined ? session : undefined
}

function readPresent(c: RequestContext, application?: Application): Promise<Session | undefined> {
  const { ctx } = c.var
  return readSession(ctx, readCookie(c, cookieNames(ctx).session), application)
}

/** Whether a flow with these facts needs no row yet: nothing is proven, and no code is on its way. */
export async function staysInPage(c: RequestContext, opened: OpenFlow, facts: Facts): Promise<boolean> {
  if (opened.isStored) return false
  const situation = await situationOf(c, opened, facts)
  return !isProven(facts, situation) && nextStep(facts, situation).kind !== 'code'
}

/**
 * Adds facts to a flow and goes where the engine says: to the next page, or out with a code. Where another request moved
 * the flow on first, the browser is shown where it stands now.
 *
 * @throws {TooManyRequests} `TOO_MANY_CODES`
 */
export async function advance(
  c: RequestContext,
  opened: OpenFlow,
  { facts, isResend = false }: { facts: Facts; isResend?: boolean },
): Promise<Response> {
  const { ctx } = c.var
  const { flow, application } = opened
  if (flow.version >= MOST_STEPS)
    return answerErrorPage(c, { kind: 'flow_expired', application: pageApplication(application) })
  const situation = await situationOf(c, opened, facts)
  const step = nextStep(facts, situation)
  const isCodeDue = step.kind === 'code' && (isResend || facts.codeSent?.purpose !== step.purpose)
  if (isCodeDue && facts.address) {
    const { address } = facts
    const userId = situation.account?.userId
    await countSending(c, { address: address.normalized, userId, browser: opened.browser })
  }
  const isMoved = await ctx.db
    .transaction()
    .execute(async (db) => {
      const scoped = { ...ctx, db }
      let keepUntil = addSeconds(ctx.clock(), IDLE_SECONDS)
      // Not for the day that a first page is good for: a proof must not wait that long for somebody to go on with it.
      if (!opened.isStored) await insertFlow(db, ctx.environment.id, { ...flow, expiresAt: keepUntil })
      let known = facts
      if (isCodeDue) {
        const locale = localeFor(c, pageApplication(application))
        const sending = { flow, facts, application, situation, purpose: step.purpose, locale }
        keepUntil = addSeconds(await sendCode(scoped, sending), IDLE_SECONDS)
        known = { ...facts, codeSent: { purpose: step.purpose, count: (facts.codeSent?.count ?? 0) + 1 } }
      }
      const isWritten = await addFacts(db, ctx.environment.id, { flow, facts: known, keepUntil })
      // Nothing of a step that lost the race may remain, the code on its way least of all.
      if (!isWritten) throw new LostRace()
      return true
    })
    .catch((error: unknown) => {
      if (error instanceof LostRace) return false
      throw error
    })
  traceInBackground(ctx, { flow, facts, step })
  const path = `/auth/${flow.id}${isResend ? '?sent=again' : ''}`
  if (isMoved && step.kind !== 'finish') return c.redirect(path, 303)
  return resume(c, opened)
}

/** Goes on from the facts as they are stored now. */
export async function resume(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  const flow = await findFlow(ctx.db, ctx.environment.id, opened.flow.id)
  if (!flow) return answerErrorPage(c, { kind: 'flow_expired', application: pageApplication(opened.application) })
  if (flow.finishedAt) return repeatFinish(c, { ...opened, flow })
  const step = nextStep(flow.facts, await situationOf(c, { ...opened, flow }))
  traceInBackground(ctx, { flow, facts: flow.facts, step })
  if (step.kind === 'finish') return finish(c, { ...opened, flow })
  // A step that needs something done first, such as a code to be sent, is entered with the facts unchanged.
  const isCodeDue = step.kind === 'code' && flow.facts.codeSent?.purpose !== step.purpose
  return isCodeDue
    ? advance(c, { ...opened, flow, isStored: true }, { facts: flow.facts })
    : c.redirect(`/auth/${flow.id}`, 303)
}

class LostRace extends Error {}

/** Ends the flow and sends the browser to the application, signed in. */
export async function finish(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  const { flow, application } = opened
  // However long it was idle: one sign-out must end what began before, too.
  const previous = await readPresent(c)
  const attempt = () =>
    flow.facts.sessionId === undefined
      ? finishFlow(ctx, { flow, application, previous })
      : continueSession(ctx, { flow, application, session: previous })
  // Somebody else may have taken the address in the meantime: then the account is theirs who proved it, and we try again.
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
  return leave(c, { finished, flow, application })
}

/** The person is who they say, and is not let in: nothing has happened, and the flow stays open for somebody else. */
function refuseEntry(c: RequestContext, opened: OpenFlow, { code }: NoAddress | NoEntry): Response {
  const shown = { application: pageApplication(opened.application), ways: waysOut(c, opened) }
  if (code === 'ACCESS_DENIED') return answerErrorPage(c, { kind: 'access_denied', ...shown })
  return answerErrorPage(c, { kind: 'no_address', code, ...shown })
}

/** Another request was faster: the answer that it got, or the page where the flow stands now. */
async function showMoved(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  const flow = await findFlow(ctx.db, ctx.environment.id, opened.flow.id)
  return flow?.finishedAt ? repeatFinish(c, { ...opened, flow }) : c.redirect(`/auth/${opened.flow.id}`, 303)
}

/** How long the last step may be sent again and is answered alike. */
const REPEAT_SECONDS = 60

/**
 * Answers a double submit of the last step like the first, while the application has not redeemed the code. A GET is what
 * the back button sends: it gets a page, because an application that is sent a spent code a second time must take it for a
 * stolen one and give up the whole grant (RFC 6749 section 4.1.2).
 */
export async function repeatFinish(c: RequestContext, { flow, application }: OpenFlow): Promise<Response> {
  const finished = openResult(c.var.ctx, flow)
  // A page of ours gets no code, and says itself how things stand.
  if (finished && flow.request.endsAtOwnPage === true) return c.redirect(finished.location, 303)
  const isRepeated = finished !== undefined && c.req.method === 'POST' && (await isStillGood(c.var.ctx, flow, finished))
  if (isRepeated) return leave(c, { finished, flow, application })
  // The link to a flow of long ago is a stale one, which an application may want to hear of.
  if (flow.expiresAt <= c.var.ctx.clock()) return answerExpired(c, { flow, application }, 'flow_finished')
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

function leave(
  c: RequestContext,
  { finished, flow, application }: { finished: Finished; flow: Flow; application: Application },
): Response {
  const { session } = finished
  if (session) {
    setSessionCookie(c, session.token, session)
    keepKnownBrowser(c, session.userId)
  }
  const { location, redirectUri } = finished
  return answerSignedIn(c, {
    request: flow.request,
    target: { ...flow.request, redirectUri },
    location,
    application,
  })
}

// After the answer, so that nobody waits for it; addresses and names stay out of it.
function traceInBackground(ctx: Context, { flow, facts, step }: { flow: Flow; facts: Facts; step: Step }): void {
  const entry = {
    version: flow.version,
    facts: Object.keys(facts),
    intent: facts.intent,
    step: step.kind,
    reason: step.reason,
  }
  writeTrace(ctx.db, ctx.environment.id, { flowId: flow.id, now: ctx.clock(), step: entry }).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'a flow trace was not written')
  })
}
