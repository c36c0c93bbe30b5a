import type { RequestContext } from '#platform/http'
import { answerErrorPage } from '#flows/pages'
import { endFlow } from './end-flow.ts'
import { repeatEnd } from './repeat-end.ts'
import { findFlow, sealFlow } from './flow.ts'
import type { OpenFlow } from './open-flow.ts'
import { pageApplication } from './page-application.ts'
import { showFlow } from './show-flow.ts'
import { startTarget } from './start-target.ts'
import { nextStep, type DueStep, type Facts } from './steps.ts'
import { isProven } from './steps/proof.ts'
import { recordFailure } from './steps/record-failure.ts'
import { situationOf, type Situation } from './steps/situation.ts'
import type { Consumption, DrawnPage, TakeResult } from './steps/step.ts'
import { dropNotes, noteAnswer, noteDue, noteWrongAnswer } from './trace.ts'
import { writeStep, type StepEntrance } from './write-step.ts'

const MOST_STEPS = 64

/** The result of a handler, with the verb of the form that it handled and the situation in which it did. */
interface HandledForm {
  readonly verb: string
  readonly before: Situation
  readonly result: Result
}

type Result = Exclude<TakeResult<Partial<Facts>, DrawnPage<Facts>>, { readonly outcome: 'again' | 'locked' }>

/**
 * Writes the facts of a handler and sends the browser where the order of steps leads: to the next page, or to the
 * application with a code. Where another request moved the flow on first, the browser gets the page that is due now.
 *
 * @throws {TooManyRequests} `TOO_MANY_CODES`, `FLOW_MOVED`
 */
export async function dispatch(
  c: RequestContext,
  opened: OpenFlow,
  { verb, before, result }: HandledForm,
): Promise<Response> {
  const facts = result.outcome === 'beginning' ? result.facts : { ...opened.flow.facts, ...result.facts }
  const { consume } = result
  const isEnteredAgain = result.outcome === 'facts' && result.isEnteredAgain === true
  const noting = { ...opened, flow: { ...opened.flow, facts } }
  if (consume) return dispatchProof(c, opened, { verb, before, facts, consume })
  const situation = await situationOf(c, noting)
  const due = nextStep(facts, situation)
  const enter = entranceOf(due)
  if (!opened.isStored && !isProven(facts, situation) && !enter) return showNext(c, opened, facts)
  noteAnswer(c, { ...noting, situation, before: { ...opened, situation: before } }, { verb })
  if (opened.flow.version >= MOST_STEPS) return answerExpiredPage(c, opened)
  const entering = enter && (isEnteredAgain || enter.isDue(facts)) ? { enter, situation } : undefined
  const { outcome } = await writeStep(c, opened, { facts, entering })
  if (outcome === 'lost') dropNotes(c)
  else noteDue(c, { ...noting, situation, isStored: true }, due)
  if (due.type === 'refusal') await recordRefusal(c, opened, { due, situation })
  if (outcome === 'lost' || due.type === 'finish') return goOn(c, opened)
  return c.redirect(`/auth/${opened.flow.id}${isEnteredAgain ? '?sent=again' : ''}`, 303)
}

function entranceOf(due: DueStep): StepEntrance['enter'] | undefined {
  return due.type === 'page' ? due.enter : undefined
}

interface HandledProof extends Omit<HandledForm, 'result'> {
  readonly facts: Facts
  readonly consume: Consumption<DrawnPage<Facts>>
}

/** Writes facts whose proof can be used once, such as a code. */
async function dispatchProof(c: RequestContext, opened: OpenFlow, proving: HandledProof): Promise<Response> {
  const { verb, before, facts, consume } = proving
  const noting = { ...opened, situation: before }
  const written = await writeStep(c, opened, { facts, consume }).catch(async (error: unknown) => {
    await consume.failed()
    throw error
  })
  if (written.outcome === 'refused') {
    const again = await written.refuse()
    if (again) noteWrongAnswer(c, noting, { verb, problem: again.problem })
    return again ? showFlow(c, opened, { again }) : goOn(c, opened)
  }
  if (written.outcome === 'written') noteAnswer(c, { ...noting, isStored: true }, { verb, facts })
  await consume.used()
  return goOn(c, opened)
}

/**
 * Shows the next page of a flow that is not stored, at an address of its own: the browser can reload it and go back to
 * it.
 */
async function showNext(c: RequestContext, opened: OpenFlow, facts: Facts): Promise<Response> {
  // Nothing was proven, so drop the session: it may have been idle too long for the organization that was chosen
  // (O4-14).
  const { sessionId: _ended, ...said } = facts
  const next = { ...opened, flow: { ...opened.flow, facts: said } }
  const target = startTarget(sealFlow(c.var.ctx, next.flow))
  return typeof target === 'string' ? c.redirect(target, 303) : showFlow(c, next, {})
}

/** Goes on from the facts that are stored now, and repeats that where another request moves the flow on meanwhile. */
async function goOn(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { ctx } = c.var
  for (;;) {
    const flow = await findFlow(ctx, opened.flow.id)
    if (!flow) return answerExpiredPage(c, opened)
    const now = { ...opened, flow }
    if (flow.finishedAt) return repeatEnd(c, now)
    const { facts } = flow
    const situation = await situationOf(c, now)
    const due = nextStep(facts, situation)
    if (due.type === 'refusal') await recordRefusal(c, now, { due, situation })
    if (due.type === 'finish') return endFlow(c, now)
    noteDue(c, { ...now, isStored: true, situation }, due)
    // A step with work to do first, such as sending a code, is entered with the facts unchanged.
    const enter = entranceOf(due)
    if (!enter?.isDue(facts)) return c.redirect(`/auth/${flow.id}`, 303)
    if (flow.version >= MOST_STEPS) return answerExpiredPage(c, opened)
    const { outcome } = await writeStep(c, { ...now, isStored: true }, { facts, entering: { enter, situation } })
    if (outcome === 'written') return c.redirect(`/auth/${flow.id}`, 303)
  }
}

/** Counts a refusal once, when the person's answer led to it; the page may be shown again many times. */
async function recordRefusal(
  c: RequestContext,
  { application, flow }: OpenFlow,
  { due, situation }: { readonly due: DueStep & { readonly type: 'refusal' }; readonly situation: Situation },
): Promise<void> {
  await recordFailure(c.var.ctx, { userId: situation.account?.userId, application, flow, reason: due.why })
}

function answerExpiredPage(c: RequestContext, { application }: OpenFlow): Response {
  return answerErrorPage(c, { kind: 'flow_expired', application: pageApplication(application) })
}
