import type { Context } from '#platform/context'
import { recordEvent } from '#platform/outbox'
import { clientIdOf } from '#domain/applications'
import { takeOverDeviceCode, type DeviceTakeover } from '#domain/device-codes'

/**
 * Gives a request to this browser, and records that. The new browser gets nothing of the other's sign-in.
 *
 * @returns the id of the device code; undefined where the request has changed since the person saw it
 */
export async function takeOverDevice(ctx: Context, takeOver: DeviceTakeover): Promise<string | undefined> {
  return ctx.db.transaction().execute(async (db) => {
    const code = await takeOverDeviceCode({ ...ctx, db }, takeOver)
    if (!code) return undefined
    const { id, applicationId, requestedFrom } = code
    const clientId = clientIdOf(applicationId)
    await recordEvent(db, {
      type: 'device_authorization.taken_over',
      occurredAt: ctx.clock(),
      actor: { type: 'user' },
      source: 'user',
      subject: clientId,
      payload: {
        application: { id: clientId },
        ip_address: ctx.requester.ip,
        user_agent: ctx.requester.userAgent,
        requested_from: { ip_address: requestedFrom.ip, user_agent: requestedFrom.userAgent },
      },
    })
    return id
  })
}
