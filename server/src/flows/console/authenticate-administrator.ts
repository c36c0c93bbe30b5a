import type { Actor, RequestContext } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { scopesIn } from './access.ts'
import { requireConsoleSession } from './console-session.ts'
import { noSuchEnvironment, openEnvironment } from './open-environment.ts'
import { refuseForeign } from './refuse-foreign.ts'

/**
 * Says which administrator calls, and puts the chosen environment in place of the control environment: from here on a call
 * is like one to the environment's own host. Nobody learns whether an environment exists before they are known.
 *
 * @throws {Forbidden} `FOREIGN_ORIGIN`
 * @throws {Unauthenticated} `SIGN_IN_REQUIRED`
 * @throws {NotFound} `ENVIRONMENT_NOT_FOUND`
 */
export async function authenticateAdministrator(c: RequestContext): Promise<Actor> {
  refuseForeign(c)
  const { session, person } = await requireConsoleSession(c)
  const chosen = await openEnvironment(c.var.ctx, c.req.param('console_environment') ?? '')
  const scopes = await scopesIn(c.var.ctx, chosen.environment, person)
  if (!scopes) throw noSuchEnvironment()
  c.set('ctx', chosen)
  const email = person.email === undefined ? {} : { email: person.email }
  const { userId, authenticatedAt } = session
  return { type: 'administrator', id: subjectOf(userId), scopes, authenticatedAt, ...email }
}
