import type { Hono } from 'hono'
import { isCsrfTokenRight, isForeignPost, readForm, type AppEnv, type Form, type RequestContext } from '#platform/http'
import { consumeAbandoned } from '#flows/engine'
import { answerErrorPage } from '#flows/pages'
import { newChallenge } from '#domain/passkeys'
import { answerExpired, answerFailure } from './answer-application.ts'
import { dispatch } from './dispatch.ts'
import { repeatEnd } from './repeat-end.ts'
import { guarded } from './guarded.ts'
import { formBindingOf, openFlow, type OpenFlow, type Opening } from './open-flow.ts'
import { pageApplication } from './page-application.ts'
import { showFlow } from './show-flow.ts'
import { showFirst } from './show-first.ts'
import { nextStep, STEPS, type Facts, type Step } from './steps.ts'
import type { Intent } from './steps/beginning.ts'
import { answerBotStopScript } from './steps/challenge/index.ts'
import { bindingOf } from './steps/passkey/binding.ts'
import { situationOf, type Situation } from './steps/situation.ts'
import type { DrawnPage } from './steps/step.ts'
import { noteCancellation, noteWrongAnswer, tracing } from './trace.ts'

export function mountSignin(app: Hono<AppEnv>): void {
  app.get('/bot-stop.js', answerBotStopScript)
  app.get('/auth/start', (c) => guarded(c, () => showStart(c)))
  app.post('/auth/start', (c) => guarded(c, () => showPostedStart(c)))
  app.get('/auth/:id', (c) => guarded(c, () => showCurrent(c, c.req.param('id'))))
  app.post('/auth/:id/:verb', (c) => guarded(c, () => take(c, c.req.param('id'), c.req.param('verb'))))
  app.get('/auth/:id/passkey-challenge', (c) => guarded(c, () => answerChallenge(c, c.req.param('id'))))
  // The back button and a reload may send GET to the address of a form: show the page that is due.
  app.get('/auth/:id/:verb', (c) => {
    const sealed = c.req.query('flow')
    const query = sealed === undefined ? '' : `?flow=${encodeURIComponent(sealed)}`
    return c.redirect(`/auth/${encodeURIComponent(c.req.param('id'))}${query}`, 303)
  })
}

/** Shows a flow that is too long for an address. */
async function showPostedStart(c: RequestContext): Promise<Response> {
  return isForeignPost(c, c.var.ctx.issuer) ? refuseForeign(c) : showStart(c, await readForm(c))
}

function refuseForeign(c: RequestContext): Response {
  return answerErrorPage(c, { kind: 'bad_request', code: 'foreign_post', status: 403 })
}

/** Shows the page of a flow that is not stored: again, in another language, or as the other of sign-in and sign-up. */
async function showStart(c: RequestContext, form?: Form): Promise<Response> {
  const opening = await openFlow(c, '', form)
  if (opening.outcome !== 'open') return answerOpening(c, opening)
  const { flow } = opening
  const wanted = c.req.query('intent')
  const field = c.req.query('field')
  const facts = {
    ...flow.facts,
    ...(wanted === undefined ? {} : { intent: intentOf(wanted) }),
    ...(field === undefined ? {} : { isPhoneAsked: field === 'phone' }),
  }
  const opened = { ...opening, flow: { ...flow, facts } }
  return tracing(c, opened, () => showFirst(c, opened))
}

function intentOf(text: string): Intent {
  return text === 'sign_up' ? 'sign_up' : 'sign_in'
}

async function showCurrent(c: RequestContext, id: string): Promise<Response> {
  const opening = await openFlow(c, id, undefined)
  if (opening.outcome !== 'open') return answerOpening(c, opening)
  const isEnteredAgain = c.req.query('sent') === 'again'
  return tracing(c, opening, () => showFlow(c, opening, { isEnteredAgain }))
}

/** Answers a page that stays open for longer than its challenge. */
async function answerChallenge(c: RequestContext, id: string): Promise<Response> {
  const opening = await openFlow(c, id, undefined)
  const purpose = c.req.query('purpose') === 'register' ? 'register' : 'sign_in'
  c.header('cache-control', 'no-store')
  if (opening.outcome !== 'open') return c.json({})
  return c.json({ challenge: newChallenge(c.var.ctx, bindingOf(opening, purpose)) })
}

async function take(c: RequestContext, id: string, verb: string): Promise<Response> {
  const { ctx } = c.var
  if (isForeignPost(c, ctx.issuer)) return refuseForeign(c)
  const form = await readForm(c)
  const opening = await openFlow(c, id, form)
  if (opening.outcome !== 'open') return answerOpening(c, opening)
  if (!isCsrfTokenRight(c, form, formBindingOf(opening))) return showFlow(c, opening, { isFormExpired: true })
  return tracing(c, opening, () => takeForm(c, opening, { form, verb }))
}

async function takeForm(
  c: RequestContext,
  opening: OpenFlow,
  { form, verb }: { readonly form: Form; readonly verb: string },
): Promise<Response> {
  if (verb === 'cancel') return cancel(c, opening)
  const posted = findPosted(verb)
  if (posted === undefined) {
    return answerErrorPage(c, { kind: 'not_found', application: pageApplication(opening.application) })
  }
  const situation = await situationOf(c, opening)
  const takes = posted.begins === undefined ? takesNow(opening, situation) : posted.takes
  const handle = takes?.get(verb)
  // The back button, a double submit, or a skipped step: a password must not count where a code is due.
  if (!handle) return showFlow(c, opening, {})
  const result = await handle({ ...opening, c, form, situation })
  const noting = { ...opening, situation }
  if (result.outcome === 'locked') {
    const { until, scope } = result.lock
    noteWrongAnswer(c, noting, { verb, problem: 'locked', detail: { until: until.toISOString(), scope } })
    return showFlow(c, opening, { lock: result.lock })
  }
  if (result.outcome !== 'again') return dispatch(c, opening, { verb, before: situation, result })
  const { flow } = opening
  if (isTraced(result, flow.facts)) noteWrongAnswer(c, noting, { verb, problem: result.problem })
  const facts: Facts = posted.begins === undefined ? flow.facts : { intent: posted.begins }
  return showFlow(c, { ...opening, flow: { ...flow, facts } }, { again: result })
}

/** A typing mistake on the first page is no part of a sign-in yet: nobody is known. */
function isTraced({ isWrong }: DrawnPage<Facts>, { address }: Facts): boolean {
  return isWrong && address !== undefined
}

/** Returns the step whose page posts this verb. Every step accepts the verbs of a page that begins a flow. */
function findPosted(verb: string): Step | undefined {
  return STEPS.find(({ takes }) => takes.has(verb))
}

/** Returns the handlers of the page that is due now. */
function takesNow({ flow }: OpenFlow, situation: Situation): Step['takes'] | undefined {
  const due = nextStep(flow.facts, situation)
  return due.type === 'page' ? due.takes : undefined
}

/** Sends the browser back to the application with `access_denied`. Every step offers this way out. */
async function cancel(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  const { flow, application, isStored } = opened
  noteCancellation(c, opened)
  if (isStored) await consumeAbandoned(ctx.db, { flow, now: ctx.clock() })
  const description = 'The person cancelled the sign-in.'
  return answerFailure(c, { target: flow.request, error: 'access_denied', description, application })
}

async function answerOpening(c: RequestContext, opening: Exclude<Opening, { outcome: 'open' }>): Promise<Response> {
  if (opening.outcome === 'finished') return repeatEnd(c, opening)
  if (opening.outcome === 'expired') return answerExpired(c, opening, 'flow_expired')
  const { kind, code, application } = opening
  return answerErrorPage(c, {
    kind,
    ...(code === undefined ? {} : { code }),
    application: application && pageApplication(application),
  })
}
