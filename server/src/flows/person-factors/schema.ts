import { z } from 'zod'
import { NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'
import type { Factor, TrustedDevice } from '#domain/factors'
import { MemberParams } from '#domain/memberships'
import { UserParams } from '#domain/users'

// Text of another form names nothing, so it is answered like an unknown id.
const FactorId = z
  .string()
  .transform((text) => {
    const id = idFromHex(text, 'mfa_')
    if (id === undefined) throw new NotFound('FACTOR_NOT_FOUND', 'No such factor of this user.')
    return id
  })
  .meta({ type: 'string', description: 'The id of the factor.', example: 'mfa_0193278a00ac29b3f6d4e4d462d55c47' })

const DeviceId = z
  .string()
  .transform((text) => {
    const id = idFromHex(text, 'device_')
    if (id === undefined) throw new NotFound('TRUSTED_DEVICE_NOT_FOUND', 'No such trusted device of this user.')
    return id
  })
  .meta({ type: 'string', description: 'The id of the device.', example: 'device_0193278a00ac29b3f6d4e4d462d55c47' })

export const FactorParams = z.object({ ...UserParams.shape, factor_id: FactorId })
export const MemberFactorParams = z.object({ ...MemberParams.shape, factor_id: FactorId })
export const DeviceParams = z.object({ ...UserParams.shape, device_id: DeviceId })

/** Names of the kinds in the published contract. */
const WIRE_KIND = { authenticator: 'authenticator_app', email: 'email', sms: 'sms' } as const

const factor = {
  id: z.string(),
  type: z.string().meta({ description: '`authenticator_app`, `email` or `sms`.' }),
  created_on: z.iso.datetime(),
  name: z.string().optional().meta({ description: 'The address or number; an app has none.' }),
  is_verified: z.boolean().meta({ description: 'Always: a factor is kept once a code has confirmed it.' }),
  usage_count: z.int(),
  last_used_on: z.iso.datetime().optional(),
}

export const FactorView = z.object(factor)

export function factorViewOf({ id, kind, address, ...one }: Factor): z.input<typeof FactorView> {
  return {
    id: `mfa_${hexOf(id)}`,
    type: WIRE_KIND[kind],
    created_on: one.createdAt.toISOString(),
    ...(address === undefined ? {} : { name: address }),
    is_verified: true,
    usage_count: one.usageCount,
    ...(one.lastUsedAt === undefined ? {} : { last_used_on: one.lastUsedAt.toISOString() }),
  }
}

/** The published operation has room for one factor of a person: the one used last, else the newest. */
export function mainFactorOf(factors: readonly Factor[]): Factor | undefined {
  const timeOf = ({ lastUsedAt, createdAt }: Factor) => (lastUsedAt ?? createdAt).getTime()
  return factors.toSorted((one, other) => timeOf(other) - timeOf(one))[0]
}

export const TrustedDeviceView = z.object({
  id: z.string(),
  factor: z.enum(['authenticator_app', 'email', 'sms', 'passkey']).meta({ description: 'What the browser passed.' }),
  is_of_organization: z.boolean().meta({ description: 'Whether it was trusted under the policy of an organization.' }),
  created_on: z.iso.datetime(),
  expires_on: z.iso.datetime(),
  last_used_on: z.iso.datetime().optional(),
  ip_address: z.string().optional(),
  user_agent: z.string().optional(),
})

export function trustedDeviceViewOf(device: TrustedDevice): z.input<typeof TrustedDeviceView> {
  return {
    id: `device_${hexOf(device.id)}`,
    factor: device.factor === 'passkey' ? 'passkey' : WIRE_KIND[device.factor],
    is_of_organization: device.organizationId !== undefined,
    created_on: device.createdAt.toISOString(),
    expires_on: device.expiresAt.toISOString(),
    ...(device.lastUsedAt === undefined ? {} : { last_used_on: device.lastUsedAt.toISOString() }),
    ...(device.ip === undefined ? {} : { ip_address: device.ip }),
    ...(device.userAgent === undefined ? {} : { user_agent: device.userAgent }),
  }
}
