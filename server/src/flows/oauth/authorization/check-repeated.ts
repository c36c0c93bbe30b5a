import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/** Rejects repeated request parameters (RFC 6749 section 3.1). */
export const checkRepeated: Check = ({ repeated }) => {
  if (repeated.length > 0) throw new OAuthError('invalid_request', 'A parameter is repeated.')
}
