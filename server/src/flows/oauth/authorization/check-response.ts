import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/** Authorization code in the query, and nothing else: no implicit, no hybrid (RFC 9700 section 2.1.2, AS-03). */
export const checkResponse: Check = ({ responseType, responseMode }) => {
  if (responseType === undefined) throw new OAuthError('invalid_request', 'response_type is missing.')
  if (responseType !== 'code') throw new OAuthError('unsupported_response_type', 'response_type must be code.')
  if (responseMode !== undefined && responseMode !== 'query') {
    throw new OAuthError('invalid_request', 'response_mode must be query.')
  }
}
