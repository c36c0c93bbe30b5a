import { InvalidInput } from '#platform/errors'
import type { Settings } from '#domain/settings'

/** The part of the settings that says who is asked for which factor. */
export type FactorValues = Pick<Settings, 'mfaPolicy' | 'mfaFactors'>

type Factors = FactorValues['mfaFactors']

/** Whether everybody can use one of these: passkeys depend on the device and on the host, so they are not enough alone. */
export function isMeetable(factors: Factors): boolean {
  return factors.some((factor) => factor !== 'passkey')
}

/**
 * Requires that everybody can meet a policy (M5-16).
 *
 * @throws {InvalidInput} `SMS_NOT_CONFIGURED`, `FACTORS_REQUIRED`, `FACTOR_BESIDE_PASSKEY_REQUIRED`
 */
export function checkFactors({ mfaPolicy, mfaFactors }: FactorValues, canSendSms: boolean): void {
  if (mfaFactors.includes('sms') && !canSendSms) {
    throw new InvalidInput('SMS_NOT_CONFIGURED', 'Text messages cannot be sent here: set up SMS first.')
  }
  if (mfaPolicy === 'off' || isMeetable(mfaFactors)) return
  if (mfaFactors.length === 0) {
    throw new InvalidInput('FACTORS_REQUIRED', 'People are asked for a second factor, so choose one at least.')
  }
  throw new InvalidInput(
    'FACTOR_BESIDE_PASSKEY_REQUIRED',
    'Not every device has passkeys, so choose another factor beside them.',
  )
}
