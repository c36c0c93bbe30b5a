import type { Context } from '#platform/context'
import { ChoiceOutdated, consumeFlow } from '#flows/engine'
import { holdApplication, type Application } from '#domain/applications'
import { readSessionPolicy, touchSession, type Session } from '#domain/sessions'
import { lockUser } from '#domain/users'
import type { Flow } from '../flow.ts'
import type { NotedSteps } from '../trace.ts'
import { nextStep } from '../steps.ts'
import { readSituation } from '../steps/situation.ts'
import { undefinedIfOutdated } from './finish-flow.ts'
import { keepAnswer, type FinishedFlow } from './keep-answer.ts'
import { CONTINUATION } from './parts.ts'

interface SessionContinuation {
  readonly flow: Flow
  readonly application: Application
  /** The session of this browser. */
  readonly session: Session | undefined
  readonly noted: NotedSteps
  /** Digests of the secrets by which this browser may be trusted. */
  readonly trusting: readonly Buffer[]
}

/**
 * Ends a flow of a person who was signed in when they came and only had to say where to go: the session stays. Returns
 * undefined when another request moved the flow on first, or when the session ended.
 *
 * @throws {NoAddress} {NoEntry} see `finishFlow`
 */
export async function continueSession(
  ctx: Context,
  { flow, application, session, noted, trusting }: SessionContinuation,
): Promise<FinishedFlow | undefined> {
  if (!session) return undefined
  const finished = ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    const now = ctx.clock()
    // Locks in the order of all sign-ins, see docs/locks.md: a person who joins an organization changes their user.
    if (!(await holdApplication(db, application.id))) return undefined
    if (!(await lockUser(db, session.userId))) return undefined
    // An operation that ends the session waits for this transaction, and then ends the grant too (AS-30).
    if (!(await touchSession(db, { id: session.id, now, requester: ctx.requester }))) return undefined
    const situation = await readSituation(scoped, { flow, application, session, trusting })
    const { organization: choice, second } = situation
    // Throws instead of returning undefined, so that the activity that was just recorded is rolled back.
    const { type, reason } = nextStep(flow.facts, situation)
    if (!choice || type !== 'finish') throw new ChoiceOutdated()
    if (!(await consumeFlow(db, { flow, now }))) return undefined
    const { userId } = session
    const complete = { flow, application, noted, choice, second, reason, now }
    const ended = await CONTINUATION.run(scoped, { ...complete, userId, previous: session })
    const { answer, trust, token } = ended
    if (token === undefined) return keepAnswer(scoped, flow, { ...answer, trust })
    const policy = await readSessionPolicy(scoped, { sessionId: session.id, application })
    return keepAnswer(scoped, flow, { ...answer, trust, session: { ...policy, token, userId } })
  })
  return finished.catch(undefinedIfOutdated)
}
