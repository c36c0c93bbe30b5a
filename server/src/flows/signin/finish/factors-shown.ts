import type { Facts } from '../steps.ts'
import type { PassedKind } from '../steps/second-factor/index.ts'

/** A second factor that was shown in a flow. */
export interface ShownFactor {
  readonly kind: PassedKind
  readonly isRepeat: boolean
}

/** Returns the factors that the person has passed or confirmed in this flow. Trust in the browser is none. */
export function factorsIn({
  factorsPassed = [],
  factorEnrolled,
  provenPasskey,
  newPasskey,
}: Facts): readonly ShownFactor[] {
  const isPasskey = provenPasskey !== undefined || newPasskey !== undefined
  const passkey = isPasskey ? [{ kind: 'passkey', isRepeat: false } as const] : []
  return [...factorsPassed, ...(factorEnrolled ? [factorEnrolled] : []), ...passkey]
}

/** Values of `amr` by the kind of factor (RFC 8176). A recovery code is a password that works once. */
const AMR: Readonly<Record<PassedKind, readonly string[]>> = {
  authenticator: ['otp'],
  email: ['otp'],
  sms: ['sms'],
  recovery_code: ['otp'],
  passkey: [],
}

/**
 * Adds the factors to the methods of a first step. A second code to the same address is no second factor, so it adds no
 * `mfa` (decision 0135).
 */
export function withFactors(amr: readonly string[], shown: readonly ShownFactor[]): readonly string[] {
  const methods = shown.flatMap(({ kind }) => AMR[kind])
  const isMulti = shown.some(({ isRepeat }) => !isRepeat)
  return [...new Set([...amr, ...methods, ...(isMulti ? ['mfa'] : [])])]
}
