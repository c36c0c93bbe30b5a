/**
 * The keys that sign tokens: RSA 2048, RS256 only, per environment, encrypted at rest.
 *
 * Everything that is signed or verified here names its algorithm; `jku`, `jwk`, `x5u`, `x5c` and `crit` of a token are
 * never followed, and a `kid` is looked up in memory only (AS-43, AS-44).
 *
 * A key is published before it signs and stays published until all it signed has expired (AS-45), so that no verifier
 * with a kept key set ever fails; that follows from the rows and the clock, in every process at the same moment. A revoked
 * key is gone at once. There is always one that signs. Owns `signing_keys`.
 */
export { createSigningKey } from './create-signing-key.ts'
export { readKeyRing, type KeyRing } from './key-ring.ts'
export { isKeyPublished, signJwt, verifyHint, verifyJwt, type JwtClaims } from './jwt.ts'
export type { SigningKeyProblem } from './problems.ts'
