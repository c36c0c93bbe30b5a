/** The operations whose answers change with the access or the profile of a person. */
export const CHANGED_BY_ACCESS = [
  'getUserData',
  'getUsers',
  'searchUsers',
  'filterUsers',
  'GetUserSessions',
  'getUserGrants',
  'GetOrganizationUsers',
] as const

/** The operations whose answers change with a membership. */
export const CHANGED_BY_MEMBERSHIP = [
  'getUserOrganizations',
  'getEffectivePermissions',
  'GetOrganizationUsers',
  'getUserData',
  'filterUsers',
] as const

/** The operations whose answers change with the flag of a person. */
export const CHANGED_BY_FLAGS = [
  'getUserFeatureFlags',
  'getFeatureFlag',
  'getFeatureFlags',
  'getFeatureFlagUsers',
] as const

const sorts: Readonly<Record<string, string>> = {
  created_asc: 'Oldest first',
  created_desc: 'Newest first',
  last_signed_in_desc: 'Latest sign-in first',
}

interface Loss {
  readonly identities: number
  readonly organizations: number
  readonly sessions: number
  readonly grants: number
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`
}

function people(count: number): string {
  return counted(count, 'person', 'people')
}

/** Everything that the pages of users say. */
export const texts = {
  title: 'Users',
  lead: (environment: string) => `Everyone who can sign in to ${environment}, in every organization.`,
  create: 'Create user',
  import: 'Import users',
  search: 'Name, address, username or id',
  find: 'Search',
  caption: (query: string | undefined, sort: string | undefined) =>
    query === undefined
      ? `${sorts[sort ?? ''] ?? sorts['created_asc'] ?? ''}, 50 a page`
      : 'By the words found, 50 a page',
  emptyTitle: 'There are no users yet',
  empty: 'People appear here when they sign up. You can also create one, or import a file through the API.',
  noneFoundTitle: 'Nobody matches',
  noneMatches: 'Nobody matches everything that you chose. Drop one of the filters, or show all users.',
  noneFound: (query: string) =>
    `No name, address, username or id begins with “${query}”. Other environments are not searched.`,
  showAll: 'Show all users',
  columns: {
    person: 'Person',
    organizations: 'Organizations',
    identities: 'Signs in with',
    lastSignIn: 'Last sign-in',
    signIns: 'Sign-ins',
    externalId: 'Your own id',
    created: 'Created',
    state: 'State',
  },
  none: 'None',
  andMore: (count: number) => `and ${count.toLocaleString()} more`,
  pick: (name: string) => `Pick ${name}`,
  filters: { state: 'State', organization: 'Organization', role: 'Role', sort: 'Order' },
  states: { '': 'Everybody', active: 'Active', suspended: 'Suspended', never: 'Never signed in' },
  sorts,
  sortedByWords: 'By the words found',
  anyOrganization: 'Any',
  anyRole: 'Any',
  clearOrganization: 'Any organization',
  clearRole: 'Any role',
  chooseColumns: 'Columns',
  bulk: 'Acts on the people who are picked',
  picked: (count: number) => `${count.toLocaleString()} picked`,
  pickNobody: 'Pick nobody',
  deletePicked: 'Delete',
  typeCount: 'Type how many are deleted',
  bulkActs: {
    suspend: {
      title: (count: number) => `Suspend ${people(count)}`,
      confirm: (count: number) => `Suspend ${people(count)}`,
      loss: 'They are signed out everywhere at once and cannot sign in until you let them in again.',
    },
    delete: {
      title: (count: number) => `Delete ${people(count)}`,
      confirm: (count: number) => `Delete ${people(count)}`,
      loss: 'They are signed out everywhere, and their identities, memberships, properties and flags go. Their names stay in the list of deleted users. This cannot be undone.',
    },
  },
  active: 'Active',
  suspended: 'Suspended',
  never: 'Never',
  cancel: 'Cancel',
  givenName: 'First name',
  familyName: 'Last name',
  email: 'Email address',
  emailHelp: 'They sign in with it. Nobody is sent mail when you create the user.',
  missingEmail: 'Type an email address.',
  overview: 'Overview',
  organizations: 'Organizations',
  permissions: 'Permissions',
  flags: 'Feature flags',
  properties: 'Properties',
  securityTab: 'Security',
  sessions: 'Sessions and applications',
  events: 'Events',
  signIns: 'Sign-ins',
  signInsReason: 'What is known of how the person comes and goes.',
  signInCounts: (total: number, failed: number) =>
    failed === 0
      ? total.toLocaleString()
      : `${total.toLocaleString()}, ${failed.toLocaleString()} failed since the last one`,
  picture: 'Picture',
  pictureHelp: 'The https address of an image. Without one the initials are shown.',
  profile: 'Profile',
  profileReason: 'Tokens carry the name at the next sign-in or refresh.',
  externalId: 'Your own id',
  externalIdHelp: 'How your systems call this person; unique in the environment.',
  save: 'Save changes',
  saved: 'Saved',
  identities: 'Ways to sign in',
  identitiesReason: 'Addresses, usernames and numbers. The primary one of a kind is what tokens say.',
  kinds: { email: 'Email', username: 'Username', phone: 'Phone' } as Readonly<Record<string, string>>,
  primary: 'Primary',
  verified: 'Verified',
  unverified: 'Not verified',
  makePrimary: 'Make primary',
  removeIdentity: 'Remove',
  removeTitle: (name: string) => `Remove ${name}`,
  removeLoss:
    'Nobody signs in by it any more. Without another way to sign in, the person is locked out and their sessions end.',
  removeLast:
    'It is the only way in: nobody signs in as this person afterwards, and their sessions end. Add another one first.',
  identityFacts: (kind: string, count: number) =>
    count === 0 ? `${kind}, never used` : `${kind}, used ${counted(count, 'time')}, last`,
  keepIdentity: 'Keep it',
  addIdentity: 'Add',
  addLabel: 'Add an address, username or number',
  kind: 'Kind',
  value: 'Value',
  missingValue: 'Type what to add.',
  facts: {
    created: 'Created',
    lastSignIn: 'Last sign-in',
    signIns: 'Sign-ins',
    sessions: 'Open sessions',
    terms: 'Accepted the terms',
  },
  noTerms: 'Not asked',
  access: 'Access',
  accessReason: 'What lets the person in, or keeps them out.',
  suspend: 'Suspend',
  suspendLoss: 'They are signed out everywhere at once and cannot sign in until you let them in again.',
  resume: 'Let them in again',
  requestReset: 'Ask for a new password',
  resetHelp: 'At the next sign-in they prove their address by a code and choose a new password.',
  resetRequested: 'Asked for',
  temporary: 'Give a temporary password',
  temporaryHelp: 'You hand it over. It works once, and leads to the page where they choose their own.',
  temporaryTitle: 'Temporary password',
  temporaryShown:
    'Hand it over yourself, for example by phone: it is never mailed. The password before it no longer works.',
  temporaryConfirm: 'Make the password',
  temporaryKeep: 'Keep their password',
  temporaryLoss: (sessions: number) =>
    `The present password stops working, and ${counted(sessions, 'session')} and all tokens of theirs end at once.`,
  addToOrganization: 'Add to organization',
  findOrganization: 'Find an organization by its name, code, handle or external id',
  add: 'Add',
  addTo: (name: string) => `Add to ${name}`,
  noOrganizationFound: 'No organization matches.',
  membershipColumns: {
    organization: 'Organization',
    roles: 'Roles',
    permissions: 'Direct permissions',
    joined: 'Joined',
    last: 'Last here',
  },
  membershipCaption: 'By name, 50 a page',
  membershipOf: (name: string) => `Roles and permissions in ${name}`,
  changeMembership: 'Roles and permissions',
  rolesHelp: 'They hold in this organization only.',
  directHelp: 'Given to this person besides the permissions of the roles. Type to find more.',
  organizationSuspended: 'Suspended',
  noRoles: 'No role',
  noPermissions: 'None',
  leave: 'Remove',
  leaveTitle: (name: string) => `Remove from ${name}`,
  leaveKeep: 'Keep them in it',
  leaveLoss: (roles: number, permissions: number) =>
    `They lose ${counted(roles, 'role')} and ${counted(permissions, 'direct permission')} there and are signed out of this organization at once. The user stays.`,
  noOrganizationsTitle: 'In no organization',
  noOrganizations: 'Roles and permissions belong to a membership. Add the person to an organization first.',
  inOrganization: 'In the organization',
  nothingWithoutOrganization: 'Without an organization a token carries no permissions.',
  permissionsReason: 'Worked out as the next token would be, with the reason for each.',
  permissionColumns: { permission: 'Permission', why: 'Why' },
  byRole: 'Role',
  direct: 'Given directly',
  idleByOrganization: 'The organization is suspended, so nobody gets a token in it.',
  idleByUser: 'The person is suspended, so they get no token.',
  noEffectiveTitle: 'They may do nothing here',
  noEffective: 'No role of theirs gives a permission, and none is given directly.',
  giveRoles: 'Give roles or permissions',
  systemPermissions: 'System permissions',
  systemPermissionsReason: 'Permissions of Gatehouse itself, in the self-serve portal. Only roles give them.',
  noSystemPermissions: 'No role of theirs gives one.',
  flagColumns: { flag: 'Flag', value: 'Value', level: 'Decided by' },
  noOrganizationChosen: 'No organization',
  noFlagsTitle: 'There are no feature flags yet',
  noFlags: 'Create one first:',
  override: 'Override',
  overrideOf: (name: string) => `${name} for this person`,
  overrideForUser: 'Set for this person',
  valueForUser: 'Value for this person',
  removeOverride: 'Remove override',
  saysNothing: 'Says nothing',
  notForUsers: 'This flag does not allow overrides for single people; that was fixed when it was created.',
  noPropertiesTitle: 'There are no properties of users yet',
  deleteTitle: 'Delete this user',
  deleteLoss: ({ identities, organizations, sessions, grants }: Loss) =>
    `${counted(identities, 'way', 'ways')} to sign in, ${counted(organizations, 'membership')}, ${counted(sessions, 'session')} and the tokens of ${counted(grants, 'application')} go, with all properties and flags. The user id is never used again.`,
  deleteProfile: 'Delete the name and picture too',
  deleteProfileHelp: 'Otherwise they stay in the list of deleted users, with what was agreed to.',
  delete: 'Delete user',
  keep: 'Keep them',
  typeName: 'Type their name or address',
  security: {
    factors: 'Second factors',
    factorsReason: 'What the person shows besides the first step. A reset tells them by mail.',
    noFactors: 'None set up. The person does that when they sign in and the policy asks for one.',
    columns: {
      factor: 'Factor',
      address: 'Address or number',
      since: 'Set up',
      used: 'Last used',
      trusted: 'Trusted',
      until: 'Trusted until',
    },
    kinds: { authenticator_app: 'Authenticator app', email: 'Code by email', sms: 'Code by SMS', passkey: 'Passkey' },
    never: 'Never',
    codesLeft: (count: number) =>
      count === 1 ? '1 recovery code is left.' : `${String(count)} recovery codes are left.`,
    reset: 'Reset',
    resetNamed: (name: string) => `Reset ${name}`,
    keep: 'Keep it',
    resetLoss: ({ name, isLast, codes, devices }: ResetLoss & { readonly name: string; readonly isLast: boolean }) =>
      `${name} stops working for the person, and ${String(devices)} trusted devices are asked again. ` +
      (isLast
        ? `It is the last factor, so ${String(codes)} recovery codes go with it. The next sign-in sets one up anew where the policy asks.`
        : 'The other factors and the recovery codes stay.'),
    resetAll: 'Reset all factors',
    resetAllOf: (name: string) => `Reset all factors of ${name}`,
    keepAll: 'Keep them',
    nothingToReset: 'The person has no second factor.',
    resetAllLoss: ({ factors, codes, devices }: ResetLoss) =>
      `${factors === 1 ? '1 factor' : `${String(factors)} factors`} and ${String(codes)} recovery codes go, and ${String(devices)} trusted devices are asked again. The next sign-in sets a factor up anew where the policy asks. Passkeys and sessions stay.`,
    devices: 'Trusted devices',
    devicesReason: 'Browsers that passed a second factor and are not asked again until the trust ends.',
    noDevices: 'Every browser of the person is asked for the factor.',
    moreDevices: 'There are more; the oldest are not shown.',
    revoke: 'Ask again there',
    revokeAll: 'Ask again on every device',
  },
  passkeys: {
    title: 'Passkeys',
    reason: 'Each works at its host only. Removing one ends no session.',
    none: 'No passkeys yet. People add them after signing in, where the policy allows it.',
    columns: { name: 'Passkey', host: 'Host', kind: 'Where it is', added: 'Added', used: 'Last used' },
    synced: 'Synced',
    bound: 'On one device',
    never: 'Never',
    rename: 'Rename',
    renameNamed: (name: string) => `Rename “${name}”`,
    name: 'Name',
    missingName: 'Enter a name.',
    save: 'Save',
    remove: 'Remove',
    removeNamed: (name: string) => `Remove “${name}”?`,
    keep: 'Keep it',
    loss: (person: string, host: string, others: number) =>
      `${person} can no longer sign in at ${host} with it. ${leftOver(others)}`,
  },
  sessionsTitle: 'Browsers',
  sessionsReason: 'Where the person is signed in. Ending one signs it out of everything that it was used for.',
  noSessions: 'Signed in nowhere.',
  sessionColumns: { browser: 'Browser', place: 'Address', started: 'Signed in', used: 'Last used' },
  unknownBrowser: 'Unknown browser',
  endSession: 'End',
  endAll: 'End all sessions',
  endAllTitle: 'End all sessions',
  endAllLoss: (sessions: number, grants: number) =>
    `${String(sessions)} browsers and ${String(grants)} applications or devices are signed out at once.`,
  keepSessions: 'Keep them',
  grantsTitle: 'Applications allowed',
  grantsReason: 'Applications and devices that hold tokens of the person.',
  noGrants: 'No application holds a token.',
  grantColumns: { application: 'Application', scopes: 'May read', since: 'Since' },
  endGrant: 'End',
  problems: {
    IDENTITY_TAKEN: 'Somebody in this environment has it already.',
    INVALID_EMAIL: 'This is not an email address. Write it like name@example.com.',
    INVALID_PHONE: 'Write the number with its country, like +49 151 23456789.',
    INVALID_USERNAME: 'A username has letters, digits, dots and dashes.',
    PROVIDED_ID_TAKEN: 'Another user has this id.',
    VERIFIED_EMAIL_REQUIRED: 'They have no verified email address to prove, so they could not choose a password.',
    LAST_OWNER: 'This is the last owner of the installation. Name another one first.',
    USER_NOT_FOUND: 'Somebody deleted this user in the meantime.',
    INVALID_FLAG_VALUE: 'This value does not fit the type of the flag.',
    FLAG_OVERRIDE_NOT_ALLOWED: 'This flag does not allow an override for a person.',
    FEATURE_FLAG_NOT_FOUND: 'Somebody deleted this feature flag in the meantime.',
    ROLE_NOT_FOUND: 'Somebody deleted one of these roles in the meantime.',
    PERMISSION_NOT_FOUND: 'Somebody deleted one of these permissions in the meantime.',
    ORGANIZATION_NOT_FOUND: 'Somebody deleted this organization in the meantime.',
    TOO_MANY_IDENTITIES: 'A user has 50 ways to sign in at most.',
    PRIMARY_IDENTITY_REQUIRED: 'Each kind has a primary one.',
  },
}

interface ResetLoss {
  readonly factors: number
  readonly codes: number
  readonly devices: number
}

/** Returns the name of a person, or what else there is to call them. */
export function personName(user: {
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly username?: string | null
  readonly id: string
}): string {
  return [user.first_name, user.last_name].filter(Boolean).join(' ') || (user.email ?? user.username ?? user.id)
}

function leftOver(others: number): string {
  if (others === 0) return 'They have no other passkey.'
  return others === 1 ? 'They keep one other passkey.' : `They keep ${String(others)} other passkeys.`
}
