import { z } from 'zod'
import type { Context } from '#platform/context'
import { endpoint, success, SuccessEnvelope, successOf } from '#platform/http'
import { countRecoveryCodes, listFactors, listTrustedDevices } from '#domain/factors'
import { isUser, noSuchUser, UserParams } from '#domain/users'
import { memberFactorRoutes } from './member-routes.ts'
import { resetFactor } from './reset-factor.ts'
import { resetFactors } from './reset-factors.ts'
import {
  DeviceParams,
  FactorParams,
  FactorView,
  factorViewOf,
  mainFactorOf,
  TrustedDeviceView,
  trustedDeviceViewOf,
} from './schema.ts'
import { untrustDevices } from './untrust-devices.ts'

const USER = '/api/v1/users/{user_id}'
const DEVICES = `${USER}/trusted_devices` as const
const OWN = 'Not part of the published contract: an operation of our own.'
const UNKNOWN = { 404: ['USER_NOT_FOUND'] } as const
/** The largest answer: each browser takes a sign-in with a factor, so nobody has more. */
const MOST_LISTED = 100

async function checkUser({ db }: Pick<Context, 'db'>, userId: string): Promise<void> {
  if (!(await isUser(db, userId))) throw noSuchUser()
}

const reading = endpoint({
  method: 'get',
  path: `${USER}/mfa`,
  operationId: 'GetUsersMFA',
  tag: 'Users',
  summary: 'Get a second factor of a user',
  description: 'The one used last, else the newest; `mfa` is absent where there is none. `getUserFactors` has all.',
  scope: 'read:user_mfa',
  params: UserParams,
  answers: [200, successOf({ mfa: FactorView.optional() })],
  errors: UNKNOWN,
  async handle(ctx, { params: { user_id: userId } }) {
    await checkUser(ctx, userId)
    const factor = mainFactorOf(await listFactors(ctx.db, userId))
    return success(factor ? { mfa: factorViewOf(factor) } : {})
  },
})

const listing = endpoint({
  method: 'get',
  path: `${USER}/factors`,
  operationId: 'getUserFactors',
  tag: 'Users',
  summary: 'List the second factors of a user',
  description: `At most one of each kind, the oldest first, and how many recovery codes are left. ${OWN}`,
  scope: 'read:user_mfa',
  params: UserParams,
  answers: [200, successOf({ factors: z.array(FactorView), recovery_codes_left: z.int() })],
  errors: UNKNOWN,
  async handle(ctx, { params: { user_id: userId } }) {
    await checkUser(ctx, userId)
    const factors = (await listFactors(ctx.db, userId)).map(factorViewOf)
    return success({ factors, recovery_codes_left: await countRecoveryCodes(ctx.db, userId) })
  },
})

const resetAll = endpoint({
  method: 'delete',
  path: `${USER}/mfa`,
  operationId: 'ResetUsersMFAAll',
  tag: 'Users',
  summary: 'Reset the second factors of a user',
  description:
    'With the recovery codes and the trust in browsers. The next sign-in asks for a new one where the policy says so. ' +
    'Passkeys and sessions stay.',
  scope: 'delete:user_mfa',
  params: UserParams,
  answers: [200, SuccessEnvelope],
  errors: UNKNOWN,
  async handle(ctx, { params: { user_id: userId } }) {
    await resetFactors(ctx, userId)
    return success()
  },
})

const resetOne = endpoint({
  method: 'delete',
  path: `${USER}/mfa/{factor_id}`,
  operationId: 'ResetUsersMFA',
  tag: 'Users',
  summary: 'Reset one second factor of a user',
  description: 'Trusted browsers are asked again. The recovery codes go with the last factor.',
  scope: 'delete:user_mfa',
  params: FactorParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['FACTOR_NOT_FOUND', 'USER_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId, factor_id: factorId } }) {
    await resetFactor(ctx, { userId, factorId })
    return success()
  },
})

const devices = endpoint({
  method: 'get',
  path: DEVICES,
  operationId: 'getUserTrustedDevices',
  tag: 'Users',
  summary: 'List the trusted devices of a user',
  description:
    'Browsers that passed a second factor and are not asked again for a time, the latest first, at most ' +
    `${String(MOST_LISTED)}. ${OWN}`,
  scope: 'read:user_mfa',
  params: UserParams,
  answers: [200, successOf({ trusted_devices: z.array(TrustedDeviceView), has_more: z.boolean() })],
  errors: UNKNOWN,
  async handle(ctx, { params: { user_id: userId } }) {
    await checkUser(ctx, userId)
    const found = await listTrustedDevices(ctx.db, { userId, now: ctx.clock(), limit: MOST_LISTED + 1 })
    const trusted = found.slice(0, MOST_LISTED).map(trustedDeviceViewOf)
    return success({ trusted_devices: trusted, has_more: found.length > MOST_LISTED })
  },
})

const untrustAll = endpoint({
  method: 'delete',
  path: DEVICES,
  operationId: 'deleteUserTrustedDevices',
  tag: 'Users',
  summary: 'End the trust in every device of a user',
  description: `Each is asked for a factor at the next sign-in. Sessions go on. ${OWN}`,
  scope: 'delete:user_mfa',
  params: UserParams,
  answers: [200, SuccessEnvelope],
  errors: UNKNOWN,
  async handle(ctx, { params: { user_id: userId } }) {
    await untrustDevices(ctx, { userId })
    return success()
  },
})

const untrustOne = endpoint({
  method: 'delete',
  path: `${DEVICES}/{device_id}`,
  operationId: 'deleteUserTrustedDevice',
  tag: 'Users',
  summary: 'End the trust in one device of a user',
  description: `It is asked for a factor at the next sign-in. Sessions go on. ${OWN}`,
  scope: 'delete:user_mfa',
  params: DeviceParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['TRUSTED_DEVICE_NOT_FOUND', 'USER_NOT_FOUND'] },
  async handle(ctx, { params: { user_id: userId, device_id: deviceId } }) {
    await untrustDevices(ctx, { userId, deviceId })
    return success()
  },
})

export const personFactorRoutes = [
  reading,
  listing,
  resetAll,
  resetOne,
  devices,
  untrustAll,
  untrustOne,
  ...memberFactorRoutes,
]
