import type { Hono } from 'hono'
import { equalDigests, digestOf } from '#platform/crypto'
import { isForeignPost, readForm, type AppEnv, type Form, type RequestContext } from '#platform/http'
import { consumeAbandoned, nextStep, sealFlow, type Facts, type Step } from '#flows/engine'
import { answerErrorPage } from '#flows/pages'
import { advance, repeatFinish, resume, situationOf, staysInPage } from './advance.ts'
import { answerExpired, answerFailure } from './answer-application.ts'
import { guarded } from './guarded.ts'
import { csrfOf, openFlow, type OpenFlow, type Opening } from './open-flow.ts'
import { showFacts, showFirst } from './show-facts.ts'
import { pageApplication, type PageState } from './show-step.tsx'
import { startTarget } from './start-target.ts'
import type { StepHandler } from './step-context.ts'
import { takeAddress, takeChange, takeConsent, takeCreation, takeProfile, takeRegistration } from './take-address.ts'
import { takeCode, takeResend } from './take-code.ts'
import { takeFinding, takeOrganization } from './take-organization.ts'
import { takeForgotten, takeNewPassword, takePassword } from './take-password.ts'

interface Posted {
  readonly handle: StepHandler
  /** The step whose page posts it. Without one it is taken at every step: it begins anew. */
  readonly at?: Step['kind']
}

/** What a page may post. Handlers add facts and never say where to go. */
const POSTED: ReadonlyMap<string, Posted> = new Map<string, Posted>([
  ['identify', { handle: takeAddress }],
  ['register', { handle: takeRegistration }],
  ['change', { handle: takeChange }],
  ['create', { handle: takeCreation, at: 'account_not_found' }],
  ['code', { handle: takeCode, at: 'code' }],
  ['resend', { handle: takeResend, at: 'code' }],
  ['password', { handle: takePassword, at: 'password' }],
  ['forgot', { handle: takeForgotten, at: 'password' }],
  ['new-password', { handle: takeNewPassword, at: 'new_password' }],
  ['profile', { handle: takeProfile, at: 'profile' }],
  ['consent', { handle: takeConsent, at: 'consent' }],
  ['organization', { handle: takeOrganization, at: 'organization' }],
  ['find', { handle: takeFinding, at: 'organization' }],
])

export function mountSignin(app: Hono<AppEnv>): void {
  app.get('/auth/start', (c) => guarded(c, () => showStart(c)))
  app.post('/auth/start', (c) => guarded(c, () => showPostedStart(c)))
  app.get('/auth/:id', (c) => guarded(c, () => showCurrent(c, c.req.param('id'))))
  app.post('/auth/:id/:verb', (c) => guarded(c, () => take(c, c.req.param('id'), c.req.param('verb'))))
  // The back button and a reload may ask for where a form went: show where the flow stands.
  app.get('/auth/:id/:verb', (c) => {
    const sealed = c.req.query('flow')
    const query = sealed === undefined ? '' : `?flow=${encodeURIComponent(sealed)}`
    return c.redirect(`/auth/${encodeURIComponent(c.req.param('id'))}${query}`, 303)
  })
}

/** The same for a flow that is too long for an address. */
async function showPostedStart(c: RequestContext): Promise<Response> {
  return isForeignPost(c, c.var.ctx.issuer) ? refuseForeign(c) : showStart(c, await readForm(c))
}

function refuseForeign(c: RequestContext): Response {
  return answerErrorPage(c, { kind: 'bad_request', code: 'foreign_post', status: 403 })
}

/** A page that is not stored again, in another language or as the other of sign-in and sign-up. */
async function showStart(c: RequestContext, form?: Form): Promise<Response> {
  const opening = await openFlow(c, '', form)
  if (opening.outcome !== 'open') return answerOpening(c, opening)
  const { flow } = opening
  const wanted = c.req.query('intent')
  const facts = wanted === undefined ? flow.facts : { ...flow.facts, intent: intentOf(wanted) }
  return showFirst(c, { ...opening, flow: { ...flow, facts } })
}

function intentOf(text: string): Facts['intent'] {
  return text === 'sign_up' ? 'sign_up' : 'sign_in'
}

/** The next page of a flow that is not stored: by an address of its own, which can be reloaded and gone back to. */
async function showNext(c: RequestContext, opening: OpenFlow, facts: Facts): Promise<Response> {
  // Nothing was proven, so a session that was there answers no more: it may be too idle for what was chosen (O4-14).
  const { sessionId: _ended, ...said } = facts
  const next = { ...opening, flow: { ...opening.flow, facts: said } }
  const target = startTarget(sealFlow(c.var.ctx, next.flow))
  return typeof target === 'string' ? c.redirect(target, 303) : showFacts(c, next, {})
}

async function showCurrent(c: RequestContext, id: string): Promise<Response> {
  const opening = await openFlow(c, id, undefined)
  if (opening.outcome !== 'open') return answerOpening(c, opening)
  const state: PageState = { notice: c.req.query('sent') === 'again' ? 'sent_again' : undefined }
  return showFacts(c, opening, state)
}

async function take(c: RequestContext, id: string, verb: string): Promise<Response> {
  const { ctx } = c.var
  if (isForeignPost(c, ctx.issuer)) return refuseForeign(c)
  const form = await readForm(c)
  const opening = await openFlow(c, id, form)
  if (opening.outcome !== 'open') return answerOpening(c, opening)
  if (!isCsrfRight(c, opening, form)) return showFacts(c, opening, { isFormExpired: true })
  if (verb === 'cancel') return cancel(c, opening)
  const posted = POSTED.get(verb)
  if (!posted) return answerErrorPage(c, { kind: 'not_found', application: pageApplication(opening.application) })
  const situation = await situationOf(c, opening)
  // The back button, a double submit, or somebody who skips a step: a password must not count where a code is due.
  if (posted.at !== undefined && posted.at !== nextStep(opening.flow.facts, situation).kind) {
    return showFacts(c, opening, {})
  }
  const result = await posted.handle({ ...opening, c, form, situation })
  switch (result.outcome) {
    case 'facts':
      return (await staysInPage(c, opening, result.facts))
        ? showNext(c, opening, result.facts)
        : advance(c, opening, result)
    case 'moved':
      return resume(c, opening)
    case 'again': {
      const isFirstPage = verb === 'identify' || verb === 'register'
      const facts = isFirstPage
        ? ({ intent: verb === 'register' ? 'sign_up' : 'sign_in' } as const)
        : opening.flow.facts
      return showFacts(c, { ...opening, flow: { ...opening.flow, facts } }, result.page)
    }
  }
}

function isCsrfRight(c: RequestContext, opened: OpenFlow, form: Form): boolean {
  return equalDigests(digestOf(form.fields.get('csrf') ?? ''), digestOf(csrfOf(c, opened)))
}

/** The way out that each step has: back to the application with `access_denied`. */
async function cancel(c: RequestContext, { flow, application, isStored }: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  if (isStored) await consumeAbandoned(ctx.db, ctx.environment.id, { flow, now: ctx.clock() })
  const description = 'The person cancelled the sign-in.'
  return answerFailure(c, { target: flow.request, error: 'access_denied', description, application })
}

async function answerOpening(c: RequestContext, opening: Exclude<Opening, { outcome: 'open' }>): Promise<Response> {
  if (opening.outcome === 'finished') return repeatFinish(c, opening)
  if (opening.outcome === 'expired') return answerExpired(c, opening, 'flow_expired')
  const { kind, code, application } = opening
  return answerErrorPage(c, {
    kind,
    ...(code === undefined ? {} : { code }),
    application: application && pageApplication(application),
  })
}
