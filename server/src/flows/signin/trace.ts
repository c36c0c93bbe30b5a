import type { Context } from '#platform/context'
import { Fault } from '#platform/errors'
import type { RequestContext } from '#platform/http'
import { settingView } from '#domain/settings'
import {
  isTraceAdmitted,
  writeTrace,
  type KnownFact,
  type NewTrace,
  type TraceKind,
  type TraceStep,
} from '#domain/traces'
import type { Account } from '#domain/users'
import type { Flow } from './flow.ts'
import type { OpenFlow } from './open-flow.ts'
import { reasonOfAnswer, reasonOfProblem } from './reasons.ts'
import { nextStep, type DueStep, type Facts } from './steps.ts'
import { takeTraceDetail } from './steps/details-of-trace.ts'
import { isProven } from './steps/proof.ts'
import { personIn, type Situation } from './steps/situation.ts'

/** A flow, and what is known of it. */
export interface TracedFlow extends Pick<OpenFlow, 'flow' | 'application' | 'isStored'> {
  readonly situation?: Situation | undefined
  /** The flow before the step, where that established something. */
  readonly before?: Omit<TracedFlow, 'before'>
}

interface RequestNotes {
  readonly noting: TracedFlow
  readonly opening: readonly TraceStep[]
  readonly steps: readonly TraceStep[]
}

/** The notes of each request. They are written when it is over, in the transaction that ends the flow, or not at all. */
const notes = new WeakMap<RequestContext, RequestNotes>()

type NoteContents = Omit<TraceStep, 'at' | 'known'>

function note(c: RequestContext, noting: TracedFlow, said: NoteContents): void {
  const noted = notes.get(c)
  const { before = noting } = noting
  const at = c.var.ctx.clock().toISOString()
  const added = said.step === 'answer' ? takeTraceDetail(c) : undefined
  const detail = added ? { detail: { ...said.detail, ...added } } : {}
  const step = { at, ...said, ...detail, known: knownIn(before.flow.facts, before.situation) }
  const opening = noted?.opening ?? openingOf(before, at)
  notes.set(c, { noting, opening, steps: [...(noted?.steps ?? []), step] })
}

/** Notes that the person answered a page, and that the answer was accepted. */
export function noteAnswer(
  c: RequestContext,
  noting: TracedFlow,
  { verb, facts = noting.flow.facts }: { readonly verb: string; readonly facts?: Facts },
): void {
  note(c, noting, { step: 'answer', name: verb, reason: reasonOfAnswer(verb, facts) })
}

/** Notes an answer that was refused; `problem` is the code of its error. */
export function noteWrongAnswer(
  c: RequestContext,
  noting: TracedFlow,
  wrong: { verb: string; problem: string | undefined; detail?: Readonly<Record<string, string>> },
): void {
  const { verb, problem = 'invalid_input', detail } = wrong
  const extra = detail ? { detail } : {}
  note(c, noting, { step: 'answer', name: verb, code: problem, reason: reasonOfProblem(problem), ...extra })
}

/** Notes the page or the refusal that comes next. The end of a flow is noted where it is written. */
export function noteDue(c: RequestContext, noting: TracedFlow, due: DueStep): void {
  const step = due.type === 'finish' ? undefined : dueStep(noting, due)
  if (step) note(c, noting, step)
}

/** Notes why a request ended with an error, in the flow as far as it had come. */
export function noteFault(
  c: RequestContext,
  noting: TracedFlow,
  { code, message }: Pick<Fault, 'code' | 'message'>,
): void {
  note(c, notes.get(c)?.noting ?? noting, { step: 'refusal', code, reason: message })
}

export function noteCancellation(c: RequestContext, noting: TracedFlow): void {
  note(c, noting, { step: 'cancellation', reason: 'the person cancelled' })
}

function dueStep({ application }: TracedFlow, due: Exclude<DueStep, { type: 'finish' }>): NoteContents {
  const settings = (due.by ?? []).map((name) => settingView(application.settings, name))
  const decided = { reason: due.reason, ...(settings.length === 0 ? {} : { settings }) }
  return due.type === 'page'
    ? { step: 'page', name: due.kind, ...decided }
    : { step: 'refusal', code: due.why, ...decided }
}

/** Returns the steps before the first answer: until then a flow is in its page only. */
function openingOf(noting: TracedFlow, now: string): readonly TraceStep[] {
  const { flow, situation, isStored } = noting
  const asked = requestStep(flow)
  if (isStored || !situation) return [asked]
  const due = nextStep(flow.facts, situation)
  if (due.type !== 'page') return [asked]
  const shownAt = flow.facts.address === undefined ? asked.at : now
  return [asked, { at: shownAt, ...dueStep(noting, due), known: knownIn(flow.facts, situation) }]
}

function requestStep({ createdAt, request }: Flow): TraceStep {
  return { at: createdAt.toISOString(), step: 'request', reason: request.pageReason ?? 'the request is right' }
}

function knownIn(facts: Facts, situation: Situation | undefined): KnownFact[] {
  const account: KnownFact = situation?.account ? 'account' : 'no_account'
  const found: readonly (readonly [KnownFact, unknown])[] = [
    ['session', facts.sessionId],
    ['address', facts.address],
    [account, facts.address && situation],
    ['reset_wanted', facts.isResetWanted],
    ['passkey_proven', facts.provenPasskey],
    ['passkey_added', facts.newPasskey],
    ['passkey_refused', facts.isPasskeyRefused],
    ['code_sent', facts.codeSent],
    ['code_proven', facts.codeProvenBeside],
    ['password_proven', facts.provenPassword],
    ['profile', facts.isProfileGiven],
    ['agreement', facts.agreed],
    ['new_password', facts.newPasswordHash],
    ['organization_chosen', facts.organizationChosen],
    ['consent', facts.isConsentGiven],
  ]
  return found.flatMap(([name, value]) => (value === undefined || value === false ? [] : [name]))
}

export function kindOf({ intent, isResetWanted, codeSent }: Facts, account: Account | undefined): TraceKind {
  if (isResetWanted === true || codeSent?.purpose === 'reset') return 'password_reset'
  return intent === 'sign_up' && !account ? 'sign_up' : 'sign_in'
}

/** The steps of a request, and those that come before them where the trace has none yet. */
export type NotedSteps = Pick<NewTrace, 'opening' | 'steps'>

/** Returns the notes of this request, for the transaction that ends the flow. */
export function notesOf(c: RequestContext, flow: Flow): NotedSteps {
  return notes.get(c) ?? { opening: [requestStep(flow)], steps: [] }
}

/** Forgets the notes of a request, because they were written. */
export function dropNotes(c: RequestContext): void {
  notes.delete(c)
}

/** Writes the notes of a request, without making the person wait for it. */
function writeNotes(c: RequestContext): void {
  const noted = notes.get(c)
  notes.delete(c)
  if (!noted) return
  const { ctx } = c.var
  const { flow, situation, isStored } = noted.noting
  const isKnown = isStored || (situation !== undefined && isProven(flow.facts, situation))
  if (!isKnown && !isTraceAdmitted(ctx)) return
  writeTrace(ctx.db, traceOf(ctx, noted)).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'a trace was not written')
  })
}

function traceOf(ctx: Pick<Context, 'requester'>, { noting, opening, steps }: RequestNotes): NewTrace {
  const { flow, situation } = noting
  const choice = situation?.organization
  return {
    id: flow.id,
    startedAt: flow.createdAt,
    kind: kindOf(flow.facts, situation?.account),
    applicationId: flow.request.applicationId,
    userId: situation && personIn(flow.facts, situation),
    organizationId: choice?.kind === 'enter' ? choice.organization.id : undefined,
    ...ctx.requester,
    opening,
    steps,
  }
}

/** Writes the trace of a request when it is over. */
export async function tracing(c: RequestContext, noting: TracedFlow, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault) noteFault(c, noting, error)
    throw error
  } finally {
    writeNotes(c)
  }
}
