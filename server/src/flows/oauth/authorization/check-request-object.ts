import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/**
 * Rejects features that are not supported, with the error code of each, instead of ignoring them (OIDC Core section 6,
 * AS-17).
 */
export const checkRequestObject: Check = ({ hasRequestObject, hasRequestUri, hasRegistration }) => {
  if (hasRequestObject) throw new OAuthError('request_not_supported', 'Request objects are not supported.')
  if (hasRequestUri) throw new OAuthError('request_uri_not_supported', 'request_uri is not supported.')
  if (hasRegistration) throw new OAuthError('registration_not_supported', 'registration is not supported.')
}
