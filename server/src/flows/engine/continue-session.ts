import type { Context } from '#platform/context'
import { holdApplication, type Application } from '#domain/applications'
import { touchSession, type Session } from '#domain/sessions'
import { lockUser } from '#domain/users'
import { answerAfter, keepAnswer, undefinedIfOutdated, type Finished } from './finish-flow.ts'
import { ChoiceOutdated } from './enter-organization.ts'
import type { Flow } from './flow.ts'
import { nextStep } from './next-step.ts'
import { consumeFlow } from './queries.ts'
import { readSituation } from './situation.ts'

interface Continuing {
  readonly flow: Flow
  readonly application: Application
  /** The session of this browser. */
  readonly session: Session | undefined
}

/**
 * The end of a flow of somebody who was signed in when they came, and was asked no more than where to go: the session
 * stays. Undefined when another request moved the flow on first, or the session ended.
 *
 * @throws {NoAddress} {NoEntry} see `finishFlow`
 */
export async function continueSession(
  ctx: Context,
  { flow, application, session }: Continuing,
): Promise<Finished | undefined> {
  const { id: environmentId } = ctx.environment
  if (!session) return undefined
  const finished = ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    const now = ctx.clock()
    // The order in which all sign-ins lock, see docs/locks.md: whoever joins an organization changes the user.
    if (!(await holdApplication(db, environmentId, application.id))) return undefined
    if (!(await lockUser(db, environmentId, session.userId))) return undefined
    // An operation that ends the session waits for this, and ends the grant with it (AS-30).
    if (!(await touchSession(db, environmentId, { id: session.id, now, requester: ctx.requester }))) return undefined
    const situation = await readSituation(scoped, { flow, application, session })
    const { organization: choice } = situation
    // Not merely nothing: the activity that was just noted goes back with it.
    if (!choice || nextStep(flow.facts, situation).kind !== 'finish') throw new ChoiceOutdated()
    if (!(await consumeFlow(db, environmentId, { flow, now }))) return undefined
    const answer = await answerAfter(
      scoped,
      { request: flow.request, application },
      { ...session, sessionId: session.id, choice },
    )
    return keepAnswer(scoped, flow, answer)
  })
  return finished.catch(undefinedIfOutdated)
}
