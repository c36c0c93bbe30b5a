/**
 * The keys that sign tokens: RSA 2048, RS256 only, per environment, encrypted at rest.
 *
 * Everything that is signed or verified here names its algorithm; `jku`, `jwk`, `x5u`, `x5c` and `crit` of a token are
 * never followed, and a `kid` is looked up in memory only (AS-43, AS-44). Owns `signing_keys`.
 */
export { createSigningKey } from './create-signing-key.ts'
export { readKeyRing, type KeyRing } from './key-ring.ts'
export { signJwt, verifyJwt, type JwtClaims } from './jwt.ts'
