import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import { recordGrant } from '#flows/engine'
import { clientIdOf, holdApplication } from '#domain/applications'
import { approveDeviceCode, denyDeviceCode } from '#domain/device-codes'
import { touchSession, type Session } from '#domain/sessions'
import type { OpenDevice } from './open-device.ts'

/** The session of the person who decides, and the API scopes that the page showed them. */
export interface Decision {
  readonly session: Session
  readonly apiScopes: readonly string[]
}

/**
 * Lets the device in as this person, or not at all: grant, decision and event are one transaction. The grant belongs to
 * no session, since a device stays signed in when the browser that let it in does not.
 */
export async function approveDevice(ctx: Context, device: OpenDevice, { session, apiScopes }: Decision): Promise<void> {
  const { code, application, browserDigest } = device
  const environmentId = ctx.environment.id
  const now = ctx.clock()
  const approval = ctx.db.transaction().execute(async (db) => {
    if (!(await holdApplication(db, environmentId, application.id))) throw new TooLate()
    // The person signed out at the same moment and expects that nothing begins after that (AS-30).
    if (!(await touchSession(db, environmentId, { id: session.id, now }))) throw new TooLate()
    const allowed = {
      applicationId: application.id,
      scopes: [...code.scopes],
      audiences: [...code.audiences],
      apiScopes: [...apiScopes],
    }
    const grantId = await recordGrant({ ...ctx, db }, allowed, { ...session, sessionId: session.id, application })
    if (!(await approveDeviceCode(db, environmentId, { id: code.id, browserDigest, now, grantId }))) throw new TooLate()
    await recordDecision(ctx, db, { device, session, apiScopes, type: 'device_authorization.approved' })
  })
  await approval.catch(ignoreTooLate)
}

export async function denyDevice(ctx: Context, device: OpenDevice, { session, apiScopes }: Decision): Promise<void> {
  const { code, browserDigest } = device
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    const isDenied = await denyDeviceCode(db, ctx.environment.id, { id: code.id, browserDigest, now })
    if (isDenied) await recordDecision(ctx, db, { device, session, apiScopes, type: 'device_authorization.denied' })
  })
}

/** The request was decided before, or the session or the code ended. The next page shows the state. */
class TooLate extends Error {}

function ignoreTooLate(error: unknown): void {
  if (!(error instanceof TooLate)) throw error
}

interface DecisionEvent extends Decision {
  readonly device: OpenDevice
  readonly type: 'device_authorization.approved' | 'device_authorization.denied'
}

/** Records who decided about which device, from where, and where the device requested it (DV-10). */
async function recordDecision(ctx: Context, db: Db, decision: DecisionEvent): Promise<void> {
  const { device, session, apiScopes, type } = decision

  const { code, application } = device
  const user = subjectOf(session.userId)
  await recordEvent(db, ctx.environment.id, {
    type,
    occurredAt: ctx.clock(),
    actor: { type: 'user', id: user },
    source: 'user',
    subject: user,
    payload: {
      user: { id: user },
      application: { id: clientIdOf(application.id), name: application.name },
      scopes: [...code.scopes, ...apiScopes],
      audiences: code.audiences,
      ip_address: ctx.requester.ip,
      requested_from: { ip_address: code.requestedFrom.ip, user_agent: code.requestedFrom.userAgent },
    },
  })
}
