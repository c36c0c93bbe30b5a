import { ACR_VALUES } from '#domain/tokens'
import type { AuthorizationRequest } from '#flows/engine'
import type { RawRequest } from './request.ts'
import type { ClaimsParameter } from './requested-claims.ts'

/**
 * Returns the authentication contexts that the request accepts: an essential claim goes before `acr_values`, which are a
 * wish (OIDC Core sections 3.1.2.1 and 5.5.1.1). Contexts that there are not are left out.
 */
export function acrValuesOf(
  { acrValues }: Pick<RawRequest, 'acrValues'>,
  claims: ClaimsParameter | undefined,
): Pick<AuthorizationRequest, 'acrValues'> {
  const asked = claims?.essentialAcr ?? acrValues?.split(' ') ?? []
  const known = ACR_VALUES.filter((one) => asked.includes(one))
  return known.length === 0 ? {} : { acrValues: known }
}
