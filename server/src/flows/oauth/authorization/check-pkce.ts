import { isConfidential } from '#domain/applications'
import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/** BASE64URL of a SHA-256 is 43 characters (RFC 7636 section 4.2). */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/

/**
 * Requires PKCE of public clients, and of confidential ones with that setting. Every client that uses PKCE must use
 * S256 (RFC 7636 section 4.3, RFC 9700 section 2.1.1).
 */
export const checkPkce: Check = ({ codeChallenge, codeChallengeMethod }, { type, settings }) => {
  if (codeChallenge === undefined) {
    if (isConfidential(type) && !settings.values.isPkceRequired && codeChallengeMethod === undefined) return
    throw new OAuthError('invalid_request', 'code_challenge is missing.')
  }
  // An absent method means "plain" (RFC 7636 section 4.3), which is rejected like every other method except S256.
  if (codeChallengeMethod !== 'S256') throw new OAuthError('invalid_request', 'code_challenge_method must be S256.')
  if (!CHALLENGE.test(codeChallenge)) throw new OAuthError('invalid_request', 'code_challenge is malformed.')
}
