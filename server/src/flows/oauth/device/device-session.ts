import { type Session, readSession, isTooIdleToEnter } from '#domain/sessions'
import { readCookie, cookieNames, type RequestContext } from '#platform/http'
import { organizationOfDevice } from '#flows/engine'
import { decideSilence } from '../authorization/single-sign-on.ts'
import { type OpenDevice, signInRequest } from './open-device.ts'

/** Returns the session of this browser, if it may sign the person in to this application. */
export async function sessionFor(c: RequestContext, device: OpenDevice): Promise<Session | undefined> {
  const { ctx } = c.var
  const { application } = device
  const token = readCookie(c, cookieNames(ctx).session)
  const session = await readSession(ctx, token, application)
  const { isSilent } = await decideSilence(ctx, signInRequest(ctx.issuer, device), {
    session,
    application,
    idTokenHint: undefined,
  })
  if (!isSilent || !session) return undefined
  const { id: sessionId, userId, lastActiveAt } = session
  const organization = await organizationOfDevice(ctx, { userId, sessionId, application })
  const isTooIdle =
    organization && (await isTooIdleToEnter(ctx, { lastActiveAt, application, organizationId: organization.id }))
  return isTooIdle === true ? undefined : session
}
