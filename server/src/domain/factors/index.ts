/**
 * Second factors: which policy holds, and what each person has confirmed.
 *
 * A person has at most one authenticator app, one address and one number; each was confirmed with a code. The seed of an
 * app is sealed, and each of its time steps is accepted once. Recovery codes are kept as keyed digests and are used
 * once. A trusted browser has a secret in a cookie of its own, of which the digest is kept; it answers only for the
 * policy under which it was trusted. Owns `factors`, `recovery_codes`, `trusted_devices`, `declined_factors`,
 * `factor_exempt_roles` and `factor_exempt_connections`.
 */
export { FACTOR_KINDS, type Factor, type FactorKind, type StoredKind, type TrustedDevice } from './factor.ts'
export { factorPolicyOf, type Enforcement, type FactorPolicy } from './factor-policy.ts'
export { readFactorPolicy, type PolicyQuestion } from './read-factor-policy.ts'
export {
  countRecoveryCodes,
  findTrust,
  hasDeclined,
  listExemptConnections,
  listExemptRoles,
  listFactors,
  listTrustedDevices,
} from './views.ts'
export { addExemptConnection, addExemptRole, removeExemptConnection, removeExemptRole } from './exemption-queries.ts'
export { removeFactor } from './remove-factor.ts'
export { removeFactorsOf } from './remove-factors-of.ts'
export { removeFactorsSince } from './remove-factors-since.ts'
export { revokeTrustedDevice } from './revoke-trusted-device.ts'
export { revokeTrustedDevices } from './revoke-trusted-devices.ts'
export {
  countUse,
  findSeed,
  insertDeclined,
  insertTrust,
  putFactor,
  replaceRecoveryCodes,
  touchTrust,
  useRecoveryCode,
  useStep,
  type NewFactor,
} from './queries.ts'
export { newRecoveryCodes, parseRecoveryCode, recoveryCodeDigest } from './recovery-code.ts'
