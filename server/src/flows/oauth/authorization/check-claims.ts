import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'
import { readClaimsParameter } from './requested-claims.ts'

/**
 * Rejects a request for a certain level of authentication. No level has a name here, so none can be achieved: "the
 * Authorization Server MUST treat that outcome as a failed authentication attempt" (OIDC Core section 5.5.1.1, AS-59).
 * A voluntary level, or one in `acr_values`, is ignored.
 */
export const checkClaims: Check = ({ claims }) => {
  if (readClaimsParameter(claims)?.isAcrEssential !== true) return
  throw new OAuthError('unmet_authentication_requirements', 'No such authentication context is offered.')
}
