import {
  clientFlagClaims,
  clientOrganizationClaims,
  emailOfAccessToken,
  flagClaims,
  organizationClaims,
  organizationListClaims,
  permissionClaims,
  roleClaims,
  sessionClaims,
} from './access-sources.ts'
import { isClaim, type Claim, type ClaimsRequest, type ClaimDecision, type UserTokenRequest } from './claim.ts'
import { inHasuraNames } from './hasura-names.ts'
import { emailClaims, phoneClaims, profileClaims, standardPropertyClaims, subjectClaims } from './profile-sources.ts'
import { clientPropertyClaims, propertyClaims } from './property-sources.ts'

/**
 * Returns the claims of a subject, without the protocol claims (`iss`, `exp`, …): those describe the token and not the
 * person.
 */
export function claimsFor(request: ClaimsRequest): readonly Claim[] {
  return explainClaims(request).filter(isClaim)
}

/** Returns the claims and also the omitted ones, each with its reason. */
export function explainClaims(request: ClaimsRequest): readonly ClaimDecision[] {
  const said = sayAll(request)
  return request.kind !== 'profile' && request.settings.isHasuraMappingEnabled ? inHasuraNames(said) : said
}

function sayAll(request: ClaimsRequest): readonly ClaimDecision[] {
  switch (request.kind) {
    case 'access':
      return [
        ...subjectClaims(request),
        ...organizationClaims(request),
        ...sessionClaims(request),
        ...permissionClaims(request),
        ...roleClaims(request),
        ...flagClaims(request),
        ...emailOfAccessToken(request),
        ...propertyClaims(request),
      ]
    case 'id':
      return idTokenClaims(request)
    case 'profile':
      return [
        ...subjectClaims(request),
        ...emailClaims(request),
        ...phoneClaims(request),
        ...profileClaims(request),
        ...standardPropertyClaims(request),
      ]
    case 'm2m':
      return [...clientOrganizationClaims(request), ...clientFlagClaims(request), ...clientPropertyClaims(request)]
  }
}

function idTokenClaims(request: UserTokenRequest): readonly ClaimDecision[] {
  const claims = [
    ...emailClaims(request),
    ...phoneClaims(request),
    ...profileClaims(request),
    ...organizationListClaims(request),
    ...propertyClaims(request),
  ]
  // "Standard claims only": scope claims then appear in the user profile alone (OIDC Core section 5.4).
  const said = request.settings.isStandardClaimsOnly
    ? claims.map((one) =>
        request.requested.includes(one.name)
          ? one
          : { name: one.name, reason: 'the application wants standard claims only' },
      )
    : claims
  return [...subjectClaims(request), ...said]
}

export function valuesOf(claims: readonly Claim[]): Record<string, unknown> {
  return Object.fromEntries(claims.map(({ name, value }) => [name, value]))
}
