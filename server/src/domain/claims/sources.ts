import { secondsOf } from '#platform/clock'
import { subjectOf } from '#platform/ids'
import { displayName, gravatarOf } from '#domain/users'
import type { Claim, ClaimsRequest } from './claim.ts'

function claim(origin: string, name: string, value: unknown): Claim[] {
  return value === undefined || value === null || value === '' ? [] : [{ name, value, origin }]
}

export function subjectClaims({ subject }: ClaimsRequest): Claim[] {
  return claim('user', 'sub', subjectOf(subject.userId))
}

export function emailClaims({ subject, scopes }: ClaimsRequest): Claim[] {
  if (!scopes.includes('email') || subject.email === null) return []
  return [
    ...claim('scope email', 'email', subject.email),
    ...claim('scope email', 'email_verified', subject.isEmailVerified),
  ]
}

export function profileClaims({ subject, scopes, settings }: ClaimsRequest): Claim[] {
  const providedId = claim('user', 'provided_id', subject.providedId)
  if (!scopes.includes('profile')) return providedId
  const gravatar = settings.useGravatarFallback && subject.email !== null ? gravatarOf(subject.email) : undefined
  return [
    ...claim('scope profile', 'name', displayName(subject)),
    ...claim('scope profile', 'given_name', subject.givenName),
    ...claim('scope profile', 'family_name', subject.familyName),
    ...claim('scope profile', 'picture', subject.picture ?? gravatar),
    ...claim('scope profile', 'updated_at', secondsOf(subject.profileUpdatedAt)),
    ...providedId,
  ]
}

export function organizationListClaims({ subject }: ClaimsRequest): Claim[] {
  return claim('memberships', 'org_codes', subject.organizationCodes)
}

/** `permissions` and `feature_flags` are always there: clients read them without asking whether they exist (P7-1). */
export function accessClaims({ subject }: ClaimsRequest): Claim[] {
  return [
    ...claim('organization', 'org_code', subject.organization?.code),
    { name: 'permissions', value: [], origin: 'roles' },
    { name: 'feature_flags', value: {}, origin: 'flags' },
  ]
}

/** What was asked for by name; of those that nobody has a value for nothing is said (OIDC Core section 5.5.1). */
export function requestedClaims(request: ClaimsRequest): Claim[] {
  const { requested = [] } = request
  if (requested.length === 0) return []
  const all = { ...request, scopes: ['email', 'profile'] }
  return [...emailClaims(all), ...profileClaims(all)]
    .filter(({ name }) => requested.includes(name))
    .map((one) => ({ ...one, origin: 'the claims parameter' }))
}
