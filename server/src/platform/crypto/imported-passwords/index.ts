/**
 * Passwords that other systems hashed: read and bounded when they come, verified when somebody signs in. Nothing is ever
 * hashed again by these methods. Those that are fast to guess are taken apart, so that their digest can be hashed by us.
 */
export {
  decodeImported,
  encodeImported,
  HASHING_METHODS,
  isImported,
  type HashDescription,
  type HashingMethod,
  type ImportedHash,
} from './imported-hash.ts'
export { isAmbiguous } from './ambiguous.ts'
export { verifyMsOf } from './cost.ts'
export { isFast, splitHash } from './split-hash.ts'
export { deriveDigest } from './derive-digest.ts'
export { decodeWrapped, encodeWrapped, isWrapped } from './wrapped-hash.ts'
export { readHash } from './read-hash.ts'
export { openSlowHasher, type SlowHasher } from './slow-hasher.ts'
export { verifyImported } from './verify-imported.ts'
