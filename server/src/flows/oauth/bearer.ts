import type { OAuthError } from './errors.ts'

/**
 * Returns the token of `Authorization: Bearer …` (RFC 6750 section 2.1). The scheme is case-insensitive, and one or
 * more spaces follow it.
 */
export function readBearer(authorization: string | undefined): string | undefined {
  const match = /^bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '')
  return match?.[1]
}

/** Returns the challenge of RFC 6750 section 3. For a request without credentials it names no error. */
export function challengeOf(error: OAuthError | undefined): string {
  return error ? `Bearer error="${error.code}", error_description="${error.message}"` : 'Bearer'
}
