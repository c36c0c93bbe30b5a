import { holdApplication } from '#domain/applications'
import { approveDeviceCode } from '#domain/device-codes'
import { touchSession } from '#domain/sessions'
import type { Context } from '#platform/context'
import { recordGrant } from '#flows/engine'
import { type Decision, recordDecision } from './record-decision.ts'
import type { OpenDevice } from './open-device.ts'

/**
 * Lets the device in as this person, or not at all: grant, decision and event are one transaction. The grant belongs to
 * no session, since a device stays signed in when the browser that let it in does not.
 */
export async function approveDevice(ctx: Context, device: OpenDevice, { session, apiScopes }: Decision): Promise<void> {
  const { code, application, browserDigest } = device
  const now = ctx.clock()
  const approval = ctx.db.transaction().execute(async (db) => {
    if (!(await holdApplication(db, application.id))) throw new TooLate()
    // The person signed out at the same moment and expects that nothing begins after that (AS-30).
    if (!(await touchSession(db, { id: session.id, now }))) throw new TooLate()
    const allowed = {
      applicationId: application.id,
      scopes: [...code.scopes],
      audiences: [...code.audiences],
      apiScopes: [...apiScopes],
    }
    const grantId = await recordGrant({ ...ctx, db }, allowed, { ...session, sessionId: session.id, application })
    if (!(await approveDeviceCode(db, { id: code.id, browserDigest, now, grantId }))) throw new TooLate()
    await recordDecision(ctx, db, { device, session, apiScopes, type: 'device_authorization.approved' })
  })
  await approval.catch(ignoreTooLate)
}

/** The request was decided before, or the session or the code ended. The next page shows the state. */
class TooLate extends Error {}

function ignoreTooLate(error: unknown): void {
  if (!(error instanceof TooLate)) throw error
}
