import type { BeginningFact } from '../beginning.ts'
import type { Situation } from '../situation.ts'
import type { TimeZoneFact } from './fact.ts'

/** Due where the application asks for the claim `zoneinfo` by name (OIDC Core section 5.5). */
export function when(facts: BeginningFact & TimeZoneFact, { request: { requestedClaims } }: Situation) {
  if (facts.timeZone !== undefined || !requestedClaims) return undefined
  const { idToken, userinfo } = requestedClaims
  return [...idToken, ...userinfo].includes('zoneinfo') ? { reason: 'the request asks for zoneinfo' } : undefined
}
