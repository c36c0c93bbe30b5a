import { denyDeviceCode } from '#domain/device-codes'
import type { Context } from '#platform/context'
import { type Decision, recordDecision } from './record-decision.ts'
import type { OpenDevice } from './open-device.ts'

export async function denyDevice(ctx: Context, device: OpenDevice, { session, apiScopes }: Decision): Promise<void> {
  const { code, browserDigest } = device
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    const isDenied = await denyDeviceCode(db, { id: code.id, browserDigest, now })
    if (isDenied) await recordDecision(ctx, db, { device, session, apiScopes, type: 'device_authorization.denied' })
  })
}
