import type { Claim, ClaimsRequest } from './claim.ts'
import {
  accessClaims,
  emailClaims,
  organizationListClaims,
  profileClaims,
  requestedClaims,
  subjectClaims,
} from './sources.ts'

/** What is said of a subject, protocol claims (`iss`, `exp`, …) aside: those belong to the token, not to the person. */
export function claimsFor(request: ClaimsRequest): readonly Claim[] {
  switch (request.kind) {
    case 'access':
      return [...subjectClaims(request), ...accessClaims(request)]
    case 'id':
      // "Standard claims only": scope claims then belong to the user profile alone (OIDC Core section 5.4).
      if (request.settings.isStandardClaimsOnly) return [...subjectClaims(request), ...requestedClaims(request)]
      return [
        ...subjectClaims(request),
        ...emailClaims(request),
        ...profileClaims(request),
        ...organizationListClaims(request),
        ...requestedClaims(request),
      ]
    case 'profile':
      return [
        ...subjectClaims(request),
        ...emailClaims(request),
        ...profileClaims(request),
        ...requestedClaims(request),
      ]
  }
}

export function valuesOf(claims: readonly Claim[]): Record<string, unknown> {
  return Object.fromEntries(claims.map(({ name, value }) => [name, value]))
}
