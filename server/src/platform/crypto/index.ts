/**
 * Cryptography in one place: secrets, digests, passwords, sealing.
 *
 * Values that are only verified are stored as a digest: SHA-256 for full-entropy secrets, HMAC for six-digit codes,
 * argon2id for passwords. Password hashes of other systems are kept until their user signs in: slow ones as they came,
 * fast ones inside an argon2id hash. Values that must be read again are sealed with AES-256-GCM under a data key of
 * their environment, which the master key wraps; purpose and environment are authenticated with the value, so that it
 * does not open in another place. Owns `data_keys`.
 */
export {
  digestOf,
  equalDigests,
  newSecret,
  newToken,
  randomCode,
  randomLetters,
  randomNumber,
  s256,
  sha1Hex,
  sha256Hex,
  atHash,
} from './secrets.ts'
export {
  encodeImported,
  isAmbiguous,
  HASHING_METHODS,
  isFast,
  isImported,
  isWrapped,
  verifyMsOf,
  readHash,
  type HashDescription,
  type HashingMethod,
} from './imported-passwords/index.ts'
export { openCommonPasswords } from './common-passwords.ts'
export { passwordGate, type Passwords } from './passwords.ts'
export { openMasterKey, type MasterKey } from './master-key.ts'
export { createDataKey, openSealer, type Sealer } from './sealer.ts'
export { sealUnder, openUnder, deriveKey } from './sealing.ts'
export { JWS_ALGORITHMS, PublicJwk, readPublicJwk, verifyJws, type ReadJwk } from './public-keys.ts'
export type { CryptoProblem } from './problems.ts'
