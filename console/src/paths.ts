/** The environment that an address is about: the code of its business and its own. */
export interface Place {
  readonly business: string
  readonly environment: string
}

type Search = Readonly<Record<string, string | undefined>>

/** Every address of the console. A snapshot holds them, because people send them to each other. */
export const paths = {
  start: () => '/console',
  home: (place: Place, search?: Search) => at(place, '', search),
  /** The end of a sign-in in a tab of its own. */
  signedIn: () => '/console/signed-in',
  trySignIn: (place: Place) => at(place, '/try'),
  /** The address that the server registers for the playground (server/src/flows/console/trials). */
  trialCallback: () => '/console/try/callback',
  /** The reference is at the host of the environment: calls that one tries go there. */
  reference: ({ origin }: { readonly origin: string }) => `${origin}/api/reference`,
  roles: (place: Place, search?: Search) => at(place, '/roles', search),
  newRole: (place: Place) => at(place, '/roles/new'),
  role: (place: Place, id: string) => at(place, `/roles/${part(id)}`),
  rolePermissions: (place: Place, id: string, search?: Search) => at(place, `/roles/${part(id)}/permissions`, search),
  permissions: (place: Place, search?: Search) => at(place, '/permissions', search),
  newPermission: (place: Place) => at(place, '/permissions/new'),
  permission: (place: Place, id: string) => at(place, `/permissions/${part(id)}`),
  featureFlags: (place: Place, search?: Search) => at(place, '/feature-flags', search),
  newFeatureFlag: (place: Place) => at(place, '/feature-flags/new'),
  featureFlag: (place: Place, key: string) => at(place, `/feature-flags/key/${part(key)}`),
  properties: (place: Place, search?: Search) => at(place, '/properties', search),
  newProperty: (place: Place, search?: Search) => at(place, '/properties/new', search),
  propertyCategories: (place: Place, search?: Search) => at(place, '/properties/categories', search),
  property: (place: Place, id: string) => at(place, `/properties/${part(id)}`),
  applications: (place: Place, search?: Search) => at(place, '/applications', search),
  newApplication: (place: Place) => at(place, '/applications/new'),
  application: (place: Place, id: string) => at(place, `/applications/${part(id)}`),
  quickStart: (place: Place, id: string) => at(place, `/applications/${part(id)}/quick-start`),
  applicationTokens: (place: Place, id: string) => at(place, `/applications/${part(id)}/tokens`),
  tokenCustomization: (place: Place, id: string, kind: string) =>
    at(place, `/applications/${part(id)}/tokens/${part(kind)}`),
  applicationKeys: (place: Place, id: string) => at(place, `/applications/${part(id)}/keys`),
  applicationAuthentication: (place: Place, id: string) => at(place, `/applications/${part(id)}/authentication`),
  applicationExperience: (place: Place, id: string) => at(place, `/applications/${part(id)}/experience`),
  applicationSessions: (place: Place, id: string) => at(place, `/applications/${part(id)}/sessions`),
  applicationSignIns: (place: Place, id: string) => at(place, `/applications/${part(id)}/sign-ins`),
  applicationApis: (place: Place, id: string) => at(place, `/applications/${part(id)}/apis`),
  applicationScopes: (place: Place, id: string, api: string) =>
    at(place, `/applications/${part(id)}/apis/${part(api)}`),
  applicationProperties: (place: Place, id: string) => at(place, `/applications/${part(id)}/properties`),
  apis: (place: Place) => at(place, '/apis'),
  newApi: (place: Place) => at(place, '/apis/new'),
  api: (place: Place, id: string) => at(place, `/apis/${part(id)}`),
  apiScopes: (place: Place, id: string) => at(place, `/apis/${part(id)}/scopes`),
  newApiScope: (place: Place, id: string) => at(place, `/apis/${part(id)}/scopes/new`),
  apiScope: (place: Place, id: string, scope: string) => at(place, `/apis/${part(id)}/scopes/${part(scope)}`),
  apiApplications: (place: Place, id: string) => at(place, `/apis/${part(id)}/applications`),
  users: (place: Place, search?: Search) => at(place, '/users', search),
  newUser: (place: Place) => at(place, '/users/new'),
  user: (place: Place, id: string) => at(place, `/users/${part(id)}`),
  userOrganizations: (place: Place, id: string, search?: Search) =>
    at(place, `/users/${part(id)}/organizations`, search),
  userPermissions: (place: Place, id: string, search?: Search) => at(place, `/users/${part(id)}/permissions`, search),
  userFlags: (place: Place, id: string, search?: Search) => at(place, `/users/${part(id)}/feature-flags`, search),
  userProperties: (place: Place, id: string) => at(place, `/users/${part(id)}/properties`),
  userSecurity: (place: Place, id: string) => at(place, `/users/${part(id)}/security`),
  userSessions: (place: Place, id: string) => at(place, `/users/${part(id)}/sessions`),
  userPasskeys: (place: Place, id: string) => at(place, `/users/${part(id)}/passkeys`),
  userSignIns: (place: Place, id: string) => at(place, `/users/${part(id)}/sign-ins`),
  userEvents: (place: Place, id: string) => at(place, `/users/${part(id)}/events`),
  organizations: (place: Place, search?: Search) => at(place, '/organizations', search),
  newOrganization: (place: Place) => at(place, '/organizations/new'),
  organization: (place: Place, code: string) => at(place, `/organizations/${part(code)}`),
  organizationMembers: (place: Place, code: string, search?: Search) =>
    at(place, `/organizations/${part(code)}/members`, search),
  organizationPart: (place: Place, code: string, tab: string) => at(place, `/organizations/${part(code)}/${part(tab)}`),
  imports: (place: Place, search?: Search) => at(place, '/imports', search),
  newImport: (place: Place, search?: Search) => at(place, '/imports/new', search),
  import: (place: Place, id: string, search?: Search) => at(place, `/imports/${part(id)}`, search),
  exports: (place: Place) => at(place, '/exports'),
  methods: (place: Place) => at(place, '/methods'),
  method: (place: Place, method: string, search?: Search) => at(place, `/methods/${part(method)}`, search),
  secondFactors: (place: Place) => at(place, '/second-factors'),
  passkeys: (place: Place) => at(place, '/passkeys'),
  attackProtection: (place: Place) => at(place, '/attack-protection'),
  brand: (place: Place) => at(place, '/brand'),
  mail: (place: Place) => at(place, '/mail'),
  sms: (place: Place) => at(place, '/sms'),
  smsMessages: (place: Place, search?: Search) => at(place, '/sms/messages', search),
  environment: (place: Place) => at(place, '/environment'),
  policies: (place: Place) => at(place, '/policies'),
  sessions: (place: Place) => at(place, '/sessions'),
  goLive: (place: Place) => at(place, '/go-live'),
  environmentVariables: (place: Place) => at(place, '/environment-variables'),
  newEnvironmentVariable: (place: Place) => at(place, '/environment-variables/new'),
  environmentVariable: (place: Place, id: string) => at(place, `/environment-variables/${part(id)}`),
  signingKeys: (place: Place) => at(place, '/signing-keys'),
  traces: (place: Place, search?: Search) => at(place, '/traces', search),
  trace: (place: Place, id: string, search?: Search) => at(place, `/traces/${part(id)}`, search),
  events: (place: Place, search?: Search) => at(place, '/events', search),
  event: (place: Place, id: string) => at(place, `/events/${part(id)}`),
  jobs: (place: Place, search?: Search) => at(place, '/jobs', search),
  inbox: (place: Place) => at(place, '/inbox'),
  business: (place: Place) => at(place, '/business'),
  environments: (place: Place) => at(place, '/environments'),
  newEnvironment: (place: Place) => at(place, '/environments/new'),
  renameEnvironment: (place: Place, code: string) => at(place, `/environments/${part(code)}`),
  businesses: (place: Place, search?: Search) => at(place, '/businesses', search),
  newBusiness: (place: Place) => at(place, '/businesses/new'),
  renameBusiness: (place: Place, code: string) => at(place, `/businesses/${part(code)}`),
  team: (place: Place, search?: Search) => at(place, '/team', search),
} as const

/** Returns where the sign-in starts that leads back to `returnTo`. */
export function signInAt(returnTo: string, { isRecentNeeded = false } = {}): string {
  const query = new URLSearchParams({ return_to: returnTo })
  if (isRecentNeeded) query.set('reauthenticate', 'true')
  return `/console/sign-in?${query.toString()}`
}

/** Returns where an environment shows its mail; it is a page of the environment's own host. */
export function inboxAt({ origin }: { readonly origin: string }): string {
  return `${origin}/dev/inbox`
}

function at({ business, environment }: Place, path: string, search: Search = {}): string {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const query = new URLSearchParams(entries).toString()
  return `/console/${part(business)}/${part(environment)}${path}${query && `?${query}`}`
}

function part(value: string): string {
  return encodeURIComponent(value)
}
