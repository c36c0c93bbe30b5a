import { type Session, readSession, isTooIdleToEnter } from '#domain/sessions'
import { readCookie, cookieNames, type RequestContext } from '#platform/http'
import { organizationOfDevice } from '#flows/engine'
import { trustingDigests } from '#flows/signin'
import type { AuthorizationRequest } from '#flows/engine'
import { decideSilence, findEntrance } from '../authorization/single-sign-on.ts'
import { type OpenDevice, signInRequest } from './open-device.ts'

/** The session of this browser, where it may sign the person in to the application of the device. */
export interface DeviceSession {
  readonly session: Session
  /** The sign-in that the person still owes: a second factor by the policy of their organization. */
  readonly owed: AuthorizationRequest | undefined
  /** The session is too old for what is owed, so the person signs in again. */
  readonly isTooOld: boolean
}

/** Returns the session of this browser, if it may sign the person in to this application. */
export async function sessionFor(c: RequestContext, device: OpenDevice): Promise<DeviceSession | undefined> {
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
  if (isTooIdle === true) return undefined
  const request = { ...signInRequest(ctx.issuer, device), policyOrganizationId: organization?.id }
  const { outcome } = await findEntrance(ctx, request, { session, application, trusting: trustingDigests(c) })
  return { session, owed: outcome === 'enter' ? undefined : request, isTooOld: outcome === 'sign_in_page' }
}
