/**
 * Passwords that other systems hashed: read and bounded when they come, verified when somebody signs in. Nothing is ever
 * hashed anew by these methods.
 */
export {
  encodeImported,
  HASHING_METHODS,
  isImported,
  type HashDescription,
  type HashingMethod,
  type ImportedHash,
} from './imported-hash.ts'
export { isAmbiguous } from './ambiguous.ts'
export { verifyMsOf } from './cost.ts'
export { readHash } from './read-hash.ts'
export { openSlowVerifier, type SlowVerifier } from './slow-verifier.ts'
export { verifyImported } from './verify-imported.ts'
