import type { AuthorizationRequest } from '#flows/engine'
import { ACR_MULTI_FACTOR } from '#domain/tokens'

/** Whether the request accepts no sign-in without a second factor (N1-3). */
export function isStepUp({ acrValues }: Pick<AuthorizationRequest, 'acrValues'>): boolean {
  return acrValues !== undefined && acrValues.length > 0 && acrValues.every((one) => ACR_MULTI_FACTOR.includes(one))
}

/**
 * Whether a factor must be passed in this sign-in, so that trust in the browser does not answer (N1-3). The pages of the
 * console always name the age of a session that they accept; only their wish for a fresh sign-in counts.
 */
export function isFactorWantedFresh(
  request: Pick<AuthorizationRequest, 'acrValues' | 'maxAgeSeconds' | 'endsAtOwnPage'>,
): boolean {
  const { maxAgeSeconds, endsAtOwnPage } = request
  const isFresh = maxAgeSeconds !== undefined && (endsAtOwnPage !== true || maxAgeSeconds === 0)
  return isFresh || isStepUp(request)
}
