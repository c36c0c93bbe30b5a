import type { DescribedOperation } from './operations.ts'

interface AcceptedDifference {
  readonly why: string
  /** As `differencesOf` writes them. */
  readonly differences: readonly string[]
}

/** Differences from the published contract that are intended. */
export const ACCEPTED: readonly AcceptedDifference[] = [
  {
    why: 'Code and message belong to an answer, and not to each connection in it.',
    differences: [
      '/connections',
      '/applications/{application_id}/connections',
      '/organizations/{organization_code}/connections',
    ].flatMap((path) => ['code', 'message'].map((field) => `get ${path} 200 -connections[].${field}`)),
  },
  {
    why: 'A secret is shown once, when it is made; only its digest is kept.',
    differences: ['get /applications/{application_id} 200 -application.client_secret'],
  },
  {
    why: 'A replacement by nothing that was meant otherwise would empty the list.',
    differences: [
      'post /applications/{app_id}/auth_redirect_urls body urls +*',
      'put /applications/{app_id}/auth_redirect_urls body urls +*',
      'post /applications/{app_id}/auth_logout_urls body urls +*',
      'put /applications/{app_id}/auth_logout_urls body urls +*',
    ],
  },
  {
    why: 'Without these there is nothing to make; the published file says of no field that it must be sent.',
    differences: [
      'post /permissions body key +*',
      'post /permissions body name +*',
      'post /roles body key +*',
      'post /roles body name +*',
      'post /organizations/{org_code}/users body users[].id +*',
      'patch /organizations/{org_code}/users body users[].id +*',
      'patch /roles/{role_id}/permissions body permissions[].id +*',
      'patch /roles/{role_id}/system_permissions body system_permissions[].id +*',
      'post /user body identities[].type +*',
      'post /users/{user_id}/identities body type +*',
      'post /users/{user_id}/identities body value +*',
    ],
  },
  {
    why: 'What the published product keeps of a role in its console only can be said here.',
    differences: ['post /roles body +is_assigned_to_creator', 'patch /roles/{role_id} body +is_assigned_to_creator'],
  },
  {
    why: 'A list of thousands is searched where it is kept.',
    differences: [
      'get /applications query +query',
      'get /applications query +type',
      'get /organizations/{org_code}/users query +query',
    ],
  },
  {
    why: 'A path without the id is another path: there is no way to leave it out.',
    differences: [
      'get /applications/{application_id}/access_roles code -APPLICATION_REQUIRED',
      'post /applications/{application_id}/access_roles/{role_id} code -APPLICATION_REQUIRED',
      'post /applications/{application_id}/access_roles/{role_id} code -ROLE_REQUIRED',
      'delete /applications/{application_id}/access_roles/{role_id} code -APPLICATION_REQUIRED',
      'delete /applications/{application_id}/access_roles/{role_id} code -ROLE_REQUIRED',
    ],
  },
  {
    why: 'Flags of JSON, overrides for one user and properties of applications are there, though no choice names them.',
    differences: [
      'get /environment/feature_flags 200 feature_flags{}.type +=json',
      'get /organizations/{org_code}/feature_flags 200 feature_flags{}.type +=json',
      'post /feature_flags body type +=json',
      'put /feature_flags/{feature_flag_key} query type +=json',
      'put /feature_flags/{feature_flag_key} query allow_override_level +=usr',
      'get /property_categories query context +=app',
    ],
  },
  {
    why: 'Hashes of further systems are taken, so that people keep their passwords when they move.',
    differences: ['argon2', 'aspnet-identity-v3', 'ldap', 'scrypt', 'sha1', 'sha512'].map(
      (method) => `put /users/{user_id}/password body hashing_method +=${method}`,
    ),
  },
  {
    why: 'What is shown as the colour scheme of an organization comes back from a client as its theme.',
    differences: ['patch /organization/{org_code} body theme_code +=light%20dark'],
  },
]

/** Where we differ on purpose from the published contract of the Account API, which has endpoints of OAuth as well. */
export const ACCEPTED_OF_ACCOUNT: readonly AcceptedDifference[] = [
  {
    why: 'Properties are text here.',
    differences: ['get /account_api/v1/properties 200 data.properties[].value -boolean|number|string +string'],
  },
  {
    why: 'Servers of an API read these members of RFC 7662 section 2.2.',
    differences: ['iss', 'jti', 'scope', 'sub', 'token_type'].map((name) => `post /oauth2/introspect 200 +${name}`),
  },
]

/** The same as `EXPANDED`, for the Account API. */
export const EXPANDED_OF_ACCOUNT: readonly string[] = [
  'get /account_api/v1/feature_flags query +expand',
  'get /account_api/v1/feature_flags 200 +metadata',
  'get /account_api/v1/feature_flags 200 +metadata.has_more',
  'get /account_api/v1/feature_flags 200 +metadata.next_page_starting_after',
]

/**
 * Fields of our own in answers of published operations: they travel only where `expand` asks for them, and no other
 * answer may have them.
 */
export const EXPANDED: readonly string[] = [
  'get /properties query +expand',
  'get /properties 200 +properties[].category_id',
  'get /properties 200 +properties[].context',
  'get /properties 200 +properties[].type',
  'get /apis/{api_id} query +expand',
  'get /apis/{api_id} 200 +api.token_typ',
  'get /identities/{identity_id} query +expand',
  'get /identities/{identity_id} 200 +connection_name',
  'get /roles query +expand',
  'get /roles 200 +roles[].assignment_permission_id',
  'get /roles 200 +roles[].is_assigned_to_creator',
  'get /roles/{role_id} query +expand',
  'get /roles/{role_id} 200 +role.assignment_permission_id',
  'get /roles/{role_id} 200 +role.is_assigned_to_creator',
  'get /users/{user_id}/identities query +expand',
  'get /users/{user_id}/identities 200 +identities[].connection_name',
]

const LATER_TAGS = [
  'API Keys',
  'Billing Agreements',
  'Billing Entitlements',
  'Billing Meter Usage',
  'Connected Apps',
  'Directories',
  'Webhooks',
]
const LATER_PATHS = /^(?:post|put|patch|delete) \/connections|\/invites(?:\/|$)|\/organizations\/.*\/sessions$/

/** Belongs to a feature that this server does not have: providers, invites, billing, webhooks. */
export function isOfLaterFeature({ tag, operation }: DescribedOperation): boolean {
  return LATER_TAGS.includes(tag) || LATER_PATHS.test(operation)
}
