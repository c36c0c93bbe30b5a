import { Unauthenticated } from '#platform/errors'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { whyNotAnswering } from '#flows/engine'
import { findAdministrator, type Administrator } from '#domain/administrators'
import { readConsoleApplication } from '#domain/applications'
import { keepSessionActive, readSession, type Session } from '#domain/sessions'
import { owesFactor } from './owes-factor.ts'

/** The longest that one sign-in is good for, however busy the person is. */
export const LONGEST_SECONDS = 7 * 86_400

export interface ConsoleSession {
  readonly session: Session
  readonly person: Administrator
}

/**
 * Returns the session of this browser with its person as they are now: nothing of it is cached, so that a person who was
 * suspended, deleted or signed out elsewhere is out with the next request, in every process.
 */
export async function findConsoleSession(c: RequestContext): Promise<ConsoleSession | undefined> {
  const { ctx } = c.var
  const token = readCookie(c, cookieNames(ctx).session)
  if (token === undefined) return undefined
  const application = await readConsoleApplication(ctx)
  const session = await readSession(ctx, token, application)
  if (!session) return undefined
  const asking = { request: { maxAgeSeconds: LONGEST_SECONDS }, application, now: ctx.clock() }
  if (whyNotAnswering(session, asking) !== undefined) return undefined
  if (await owesFactor(c, { ...asking, session })) return undefined
  const person = await findAdministrator(ctx.db, session.userId)
  if (!person) return undefined
  await keepSessionActive(ctx, { session, application })
  return { session, person }
}

/** @throws {Unauthenticated} `SIGN_IN_REQUIRED` */
export async function requireConsoleSession(c: RequestContext): Promise<ConsoleSession> {
  const found = await findConsoleSession(c)
  if (found) return found
  throw new Unauthenticated('SIGN_IN_REQUIRED', 'Sign in at /console/sign-in.')
}
