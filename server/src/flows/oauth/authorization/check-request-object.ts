import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/** Not supported, and said so by their own codes instead of being ignored (OIDC Core section 6, AS-17). */
export const checkRequestObject: Check = ({ hasRequestObject, hasRequestUri, hasRegistration }) => {
  if (hasRequestObject) throw new OAuthError('request_not_supported', 'Request objects are not supported.')
  if (hasRequestUri) throw new OAuthError('request_uri_not_supported', 'request_uri is not supported.')
  if (hasRegistration) throw new OAuthError('registration_not_supported', 'registration is not supported.')
}
