import { ACR_VALUES } from '#domain/tokens'
import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'
import { readClaimsParameter } from './requested-claims.ts'

/**
 * Rejects a request for a level of authentication that there is not: "the Authorization Server MUST treat that outcome as
 * a failed authentication attempt" (OIDC Core section 5.5.1.1, AS-59). A voluntary level of that kind, or one in
 * `acr_values`, is ignored.
 */
export const checkClaims: Check = ({ claims }) => {
  const essential = readClaimsParameter(claims)?.essentialAcr
  if (essential === undefined || essential.some((one) => ACR_VALUES.includes(one))) return
  throw new OAuthError('unmet_authentication_requirements', 'No such authentication context is offered.')
}
