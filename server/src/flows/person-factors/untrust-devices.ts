import type { Context } from '#platform/context'
import { NotFound } from '#platform/errors'
import { revokeTrustedDevice, revokeTrustedDevices } from '#domain/factors'
import { lockUser, noSuchUser } from '#domain/users'

/**
 * Ends the trust in one browser of a person, or in all of them: the next sign-in there asks for a factor (N1-2).
 *
 * @throws {NotFound} `USER_NOT_FOUND`; `TRUSTED_DEVICE_NOT_FOUND`, also for the device of another person
 */
export async function untrustDevices(
  ctx: Pick<Context, 'db'>,
  { userId, deviceId }: { readonly userId: string; readonly deviceId?: string },
): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockUser(db, userId))) throw noSuchUser()
    if (deviceId === undefined) await revokeTrustedDevices(db, userId)
    else if (!(await revokeTrustedDevice(db, { userId, deviceId }))) {
      throw new NotFound('TRUSTED_DEVICE_NOT_FOUND', 'No such trusted device of this user.')
    }
  })
}
