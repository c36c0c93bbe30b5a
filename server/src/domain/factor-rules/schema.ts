import { z } from 'zod'
import type { SettingName, Settings } from '#domain/settings'

type Factor = Settings['mfaFactors'][number]

/** Names of factors in the published contract, which has no passkeys. */
const STORED = {
  'mfa:email': 'email',
  'mfa:sms': 'sms',
  'mfa:authenticator_app': 'authenticator',
} as const satisfies Record<string, Factor>

export const PublishedFactors = z
  .array(z.enum(['mfa:email', 'mfa:sms', 'mfa:authenticator_app']))
  .max(10)
  .meta({ description: 'The methods that people may use.' })

/** Factors in the order in which they are shown and stored, the strongest first. */
export const FACTORS = ['passkey', 'authenticator', 'email', 'sms'] as const satisfies readonly Factor[]

/**
 * Returns the factors to store for a published request. Passkeys stay as they are: that list cannot name them, so it
 * must not remove them either.
 */
export function storedFactors(sent: z.output<typeof PublishedFactors>, present: readonly Factor[]): readonly Factor[] {
  const named = new Set<Factor>(sent.map((one) => STORED[one]))
  return FACTORS.filter((factor) => named.has(factor) || (factor === 'passkey' && present.includes('passkey')))
}

/** The settings of second factors, by their names in our own operations. */
export const MFA_FIELDS = {
  policy: 'mfaPolicy',
  factors: 'mfaFactors',
  is_recovery_codes_enabled: 'isRecoveryCodesEnabled',
  trusted_device_days: 'trustedDeviceDays',
} as const satisfies Record<string, SettingName>
