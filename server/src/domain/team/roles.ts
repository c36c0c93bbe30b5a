import { MANAGEMENT_SCOPES } from '#domain/applications'

/** From the widest to the narrowest. */
export const TEAM_ROLES = [
  'owner',
  'admin',
  'engineer',
  'security',
  'customer_success',
  'marketing',
  'finance',
  'read_only',
] as const
export type TeamRole = (typeof TEAM_ROLES)[number]

export function isTeamRole(text: string): text is TeamRole {
  return TEAM_ROLES.some((role) => role === text)
}

type Verb = 'create' | 'delete' | 'read' | 'update'
type Nouns = Readonly<Partial<Record<Verb, string>>>

const BASICS = 'activity applications businesses environment_feature_flags environments industries team timezones'
const PEOPLE =
  'identities organization_invites organization_user_mfa organization_user_permissions organization_user_roles ' +
  'organization_users subscribers traces user_feature_flags user_identities user_mfa user_passkeys user_properties ' +
  'user_sessions users'
const TENANTS =
  'organization_feature_flags organization_passkey organization_properties organizations permissions properties ' +
  'property_categories role_permissions role_scopes role_system_permissions roles system_permissions'
const TECHNOLOGY =
  'api_keys api_scopes apis application_connections application_logout_uris application_properties ' +
  'applications_redirect_uris connected_apps connections environment_variables event_types events jobs ' +
  'organization_connections passkey scim_directories webhooks'
const BILLING = 'billing_agreements billing_entitlements'

/** Scopes of the roles below admin, as nouns by verb. */
const NOUNS: Readonly<Record<Exclude<TeamRole, 'owner' | 'admin'>, Nouns>> = {
  engineer: {
    read: `${BASICS} ${PEOPLE} ${TENANTS} ${TECHNOLOGY}`,
    create:
      'api_application_scopes api_keys api_scopes apis application_connections application_logout_uris applications ' +
      'applications_redirect_uris connected_apps connections environment_variables feature_flags ' +
      'organization_connections permissions properties property_categories role_scopes roles scim_directories webhooks',
    update:
      'api_keys api_scopes apis application_logout_uris application_properties application_tokens applications ' +
      'applications_redirect_uris checklist connections environment_feature_flags environment_variables feature_flags ' +
      'jobs organization_feature_flags permissions properties property_categories role_permissions roles scim_directories ' +
      'user_feature_flags user_refresh_claims webhooks',
    delete:
      'api_keys apis apis_application_scopes apis_scopes application_connections application_logout_uris ' +
      'applications_redirect_uris connections environment_feature_flags environment_variables feature_flags jobs ' +
      'organization_connections organization_feature_flags permissions properties property_categories role_permissions ' +
      'role_scopes roles ' +
      'scim_directories webhooks',
  },
  security: {
    read: `${BASICS} ${PEOPLE} ${TENANTS} ${TECHNOLOGY} tokens`,
    update:
      'checklist environments mfa organization_mfa organization_passkey passkey user_passkeys user_passwords users',
    delete: 'api_keys organization_user_mfa user_mfa user_passkeys user_sessions',
  },
  customer_success: {
    read: `${BASICS} ${PEOPLE} ${TENANTS} events`,
    create:
      'organization_invites organization_user_permissions organization_user_roles organization_users organizations ' +
      'subscribers user_identities users',
    update:
      'identities organization_feature_flags organization_properties organization_users organizations ' +
      'user_feature_flags user_properties user_refresh_claims users',
    delete:
      'identities organization_feature_flags organization_invites organization_user_permissions ' +
      'organization_user_roles organization_users user_sessions',
  },
  marketing: {
    read: `${BASICS} organizations properties property_categories subscribers user_properties users`,
    create: 'subscribers',
    update: 'brand',
  },
  finance: {
    read: `${BASICS} ${BILLING} organization_properties organizations`,
    create: 'billing_agreements meter_usage',
  },
  read_only: { read: `${BASICS} ${PEOPLE} ${TENANTS} ${TECHNOLOGY} ${BILLING}` },
}

/** Scopes that only owners and admins have. A scope must stand here or above: a test finds one that stands nowhere. */
export const FOR_ADMINS: readonly string[] = scopesNamed({
  create: 'environments organization_user_api_scopes team',
  update: 'businesses role_system_permissions team',
  delete: 'applications environments organization_handles organization_user_api_scopes organizations team users',
})

/**
 * Scopes that only owners have. A business is deleted by its owners (T6-5); `create:businesses` acts only for owners of
 * the installation, at the environment of administrators.
 */
export const FOR_OWNERS: readonly string[] = ['create:businesses', 'delete:businesses']

function scopesNamed(nouns: Nouns): string[] {
  return Object.entries(nouns).flatMap(([verb, text]) => text.split(' ').map((noun) => `${verb}:${noun}`))
}

const SCOPES: ReadonlyMap<TeamRole, ReadonlySet<string>> = new Map<TeamRole, ReadonlySet<string>>([
  ['owner', new Set(MANAGEMENT_SCOPES)],
  ['admin', new Set(MANAGEMENT_SCOPES.filter((scope) => !FOR_OWNERS.includes(scope)))],
  ...TEAM_ROLES.flatMap((role) =>
    role === 'owner' || role === 'admin' ? [] : [[role, new Set(scopesNamed(NOUNS[role]))] as const],
  ),
])

/** Returns the scopes of the Management API that a role gives. */
export function scopesOf(role: TeamRole): ReadonlySet<string> {
  return SCOPES.get(role) ?? new Set()
}
