import { say, type ClientTokenRequest, type ClaimDecision, type UserTokenRequest } from './claim.ts'
import { FLAG_TYPE_CODES, flagInForce, type FlagDefinition } from './flags.ts'
import { NO_AUTHORITY, type Authority } from './subject.ts'

const NOT_SELECTED = 'not selected in the token customization of the application'
const NO_ORGANIZATION = 'signed in without an organization'

export function organizationClaims({ subject: { organization }, settings }: UserTokenRequest): ClaimDecision[] {
  const whyNot = organization ? 'the organization has none' : NO_ORGANIZATION
  const selected = (
    option: (typeof settings.accessTokenClaims)[number],
    name: string,
    value: unknown,
  ): ClaimDecision =>
    settings.accessTokenClaims.includes(option)
      ? say(name, value, { origin: 'organization signed in to', whyNot })
      : { name, reason: NOT_SELECTED }
  return [
    say('org_code', organization?.code, { origin: 'organization signed in to', whyNot: NO_ORGANIZATION }),
    selected('org_name', 'org_name', organization?.name),
    // Documents and SDKs use two names for this claim (P7-11).
    selected('external_organization_id', 'external_organization_id', organization?.externalId),
    selected('external_organization_id', 'external_org_id', organization?.externalId),
  ]
}

/** SDKs read from this claim whether their own cookie survives closing the browser, as ours does. */
export function sessionClaims({ subject: { organization }, settings }: UserTokenRequest): ClaimDecision[] {
  const said = organization?.isSessionPersistent
  const value = { persistent: said ?? settings.isSessionPersistent }
  return [
    { name: 'ksp', value, origin: `session settings of the ${said === undefined ? 'application' : 'organization'}` },
  ]
}

/** Access tokens need no scope for the address: the application's owner chose it (P7-10). */
export function emailOfAccessToken({ subject, settings }: UserTokenRequest): ClaimDecision[] {
  if (!settings.accessTokenClaims.includes('email')) return [{ name: 'email', reason: NOT_SELECTED }]
  return [say('email', subject.email, { origin: 'token customization', whyNot: 'the user has none' })]
}

export function roleClaims({ authority, settings, subject }: UserTokenRequest): ClaimDecision[] {
  if (!settings.accessTokenClaims.includes('roles')) return [{ name: 'roles', reason: NOT_SELECTED }]
  if (!subject.organization) return [{ name: 'roles', reason: NO_ORGANIZATION }]
  return [{ name: 'roles', value: authority.roles, origin: 'membership' }]
}

/**
 * Returns the permissions claim, which is always there, so that clients can read it without a check (P7-1). The keys
 * are sorted and unique; where the application wants it so, they include the scopes of APIs that the token carries.
 */
export function permissionClaims({ authority, settings, subject, apiScopes }: UserTokenRequest): ClaimDecision[] {
  const sources = new Map<string, string[]>()
  const add = (key: string, source: string) => sources.set(key, [...(sources.get(key) ?? []), source])
  for (const { key, role } of authority.permissions) add(key, givenBy(role))
  if (settings.isApiScopesInPermissions) for (const key of apiScopes) add(key, 'scope of an API')
  const keys = [...sources.keys()].sort()
  return [
    {
      name: 'permissions',
      value: keys,
      origin: subject.organization ? 'roles and direct permissions' : NO_ORGANIZATION,
      parts: Object.fromEntries(keys.map((key) => [key, (sources.get(key) ?? []).sort().join(', ')])),
    },
  ]
}

export function givenBy(role: string | undefined): string {
  return role === undefined ? 'given directly' : `role ${role}`
}

/** Returns the flags claim, which is always there, like permissions. */
export function flagClaims({ flags, authority }: UserTokenRequest): ClaimDecision[] {
  return [flagClaim(flags, authority)]
}

/**
 * Returns the organization of the application, independent of the request: its tokens act for that organization only
 * (A8-2).
 */
export function clientOrganizationClaims({ organizationCode }: ClientTokenRequest): ClaimDecision[] {
  const whyNot = 'the application belongs to no organization'
  return [say('org_code', organizationCode, { origin: 'organization of the application', whyNot })]
}

/** Returns the flags of the environment, by opt-in: such a token has no organization and no user (A8-5). */
export function clientFlagClaims({ flags }: ClientTokenRequest): ClaimDecision[] {
  return flags ? [flagClaim(flags, NO_AUTHORITY)] : [{ name: 'feature_flags', reason: NOT_SELECTED }]
}

function flagClaim(flags: readonly FlagDefinition[], authority: Authority): ClaimDecision {
  const inForce = flags.map((flag) => ({ ...flag, ...flagInForce(flag, authority) }))
  return {
    name: 'feature_flags',
    value: Object.fromEntries(inForce.map(({ key, type, value }) => [key, { t: FLAG_TYPE_CODES[type], v: value }])),
    origin: 'feature flags',
    parts: Object.fromEntries(inForce.map(({ key, origin }) => [key, origin])),
  }
}

export function organizationListClaims({ subject: { organizations }, settings }: UserTokenRequest): ClaimDecision[] {
  const { idTokenClaims } = settings
  const list = (option: 'org_codes' | 'organizations', value: unknown): ClaimDecision =>
    idTokenClaims.includes(option)
      ? { name: option, value, origin: 'memberships' }
      : { name: option, reason: NOT_SELECTED }
  return [
    list(
      'org_codes',
      organizations.map(({ code }) => code),
    ),
    list(
      'organizations',
      organizations.map(({ code, name }) => ({ id: code, name })),
    ),
  ]
}
