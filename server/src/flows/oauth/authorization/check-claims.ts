import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'
import { readClaimsParameter } from './requested-claims.ts'

/**
 * No level of authentication has a name here, so none that must be achieved can be: "the Authorization Server MUST treat
 * that outcome as a failed authentication attempt" (OIDC Core section 5.5.1.1, AS-59). As a wish, or in `acr_values`, it is
 * left unmet.
 */
export const checkClaims: Check = ({ claims }) => {
  if (readClaimsParameter(claims)?.isAcrEssential !== true) return
  throw new OAuthError('unmet_authentication_requirements', 'No such authentication context is offered.')
}
