/** The operations whose answers a change of a flag or of an override changes. */
export const CHANGED = [
  'getFeatureFlags',
  'getFeatureFlag',
  'getFeatureFlagOrganizations',
  'getFeatureFlagUsers',
  'getUserFeatureFlags',
  'GetOrganizationFeatureFlags',
  'GetEnvironementFeatureFlags',
] as const

/** Everything that the pages of feature flags say. */
export const texts = {
  title: 'Feature flags',
  lead: 'A flag is a switch or a value that your code reads from the token. The innermost level that says something decides.',
  create: 'Create feature flag',
  caption: 'By name, 50 a page',
  emptyTitle: 'There are no feature flags yet',
  empty: 'Create the first one, for example “Dark mode” with the key is_dark_mode and the type boolean.',
  columns: {
    name: 'Flag',
    type: 'Type',
    default: 'Default',
    environment: 'In this environment',
    overrides: 'Overrides',
  },
  types: { str: 'Text', int: 'Number', bool: 'On or off', json: 'JSON' },
  levels: { default: 'Default of the business', env: 'This environment', org: 'Organization', usr: 'Person' },
  innermost: {
    env: 'Environments',
    org: 'Environments and organizations',
    usr: 'Environments, organizations and people',
  },
  on: 'On',
  off: 'Off',
  emptyText: 'Empty text',
  sameAsDefault: 'Same as default',
  overrides: (organizations: number, users: number) =>
    organizations + users === 0
      ? 'None'
      : `${counted(organizations, 'organization')}, ${counted(users, 'person', 'people')}`,
  name: 'Name',
  key: 'Key',
  keyHelp: 'Code asks for it and tokens say it. It cannot change later.',
  keyFixed: 'The key cannot change: code and tokens depend on it.',
  description: 'Description',
  type: 'Type',
  typeHelp: 'It cannot change later.',
  default: 'Default value',
  defaultReason: 'Holds in every environment of the business where nothing else is said.',
  level: 'May be overridden by',
  levelHelp: 'The innermost level. It cannot change later.',
  valueHelp: {
    str: 'Text, at most 4,000 characters.',
    int: 'A whole number from −2,147,483,648 to 2,147,483,647. Decimals are cut off.',
    bool: 'Code reads true or false.',
    json: 'Any JSON, for example {"limit": 5}.',
  },
  missing: { name: 'Give the flag a name.', key: 'Give the flag a key.' },
  save: 'Save changes',
  saved: 'Saved',
  cancel: 'Cancel',
  details: 'Details',
  detailsReason: 'The flag belongs to the business: all its environments share it.',
  facts: { key: 'Key', type: 'Type', level: 'May be overridden by' },
  environment: 'This environment',
  environmentReason: (name: string) => `The value in ${name}, before organizations and people.`,
  environmentValue: (name: string) => `Value in ${name}`,
  setEnvironment: 'Set here',
  removeOverride: 'Use the default',
  organizations: 'Organizations',
  organizationsReason: 'Organizations of this environment that say otherwise.',
  organizationColumns: { organization: 'Organization', value: 'Value', changed: 'Changed' },
  noOrganizations: 'No organization says otherwise.',
  overrideOrganization: 'Override for an organization',
  findOrganization: 'Find an organization by its name or code',
  noOrganizationFound: 'No organization matches.',
  choose: 'Choose',
  chooseName: (name: string) => `Choose ${name}`,
  valueFor: (name: string) => `Value for ${name}`,
  overrideFor: 'Override',
  people: 'People',
  peopleReason: 'People of this environment for whom it is overridden. Override it on the page of a person.',
  personColumns: { person: 'Person', value: 'Value', changed: 'Changed' },
  noPeople: 'No person has a value of their own.',
  remove: 'Remove',
  removeFor: (name: string) => `Remove the override for ${name}`,
  notBy: (level: string) =>
    `This flag may be overridden by ${level.toLowerCase()} only; that was fixed when it was created.`,
  nextPage: 'More',
  firstPage: 'From the start',
  deleteTitle: 'Delete this feature flag',
  deleteLoss: (name: string, organizations: number, users: number) =>
    `${name} leaves every token, with its values in all environments. In this one, ${counted(organizations, 'organization')} and ${counted(users, 'person', 'people')} lose a value of their own. Code that asks for it gets its own fallback.`,
  delete: 'Delete feature flag',
  keep: 'Keep it',
  typeName: 'Type the name of the flag',
  problems: {
    FEATURE_FLAG_KEY_TAKEN: 'Another feature flag has this key. Choose another one.',
    FEATURE_FLAG_NOT_FOUND: 'Somebody deleted this feature flag in the meantime.',
    INVALID_FLAG_VALUE: 'This value does not fit the type of the flag.',
    FLAG_OVERRIDE_NOT_ALLOWED: 'This flag does not allow an override here.',
    ORGANIZATION_NOT_FOUND: 'Somebody deleted this organization in the meantime.',
  } as Readonly<Record<string, string>>,
}

const MOST = 1_000

function counted(count: number, one: string, many = `${one}s`): string {
  const number = count > MOST ? `more than ${MOST.toLocaleString()}` : count.toLocaleString()
  return `${number} ${count === 1 ? one : many}`
}
