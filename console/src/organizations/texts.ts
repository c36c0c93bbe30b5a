interface Figures {
  readonly members: number
  readonly only_here: number
  readonly sign_ins: number
  readonly applications: number
  readonly feature_flags: number
  readonly properties: number
}

/** The server counts to 10,000; one more means that there are more. */
function counted(count: number, noun?: string): string {
  const number = count > 10_000 ? 'more than 10,000' : count.toLocaleString('en')
  if (noun === undefined) return number
  return `${number} ${count === 1 ? noun : noun.replace(/y$/, 'ie')}${count === 1 ? '' : 's'}`
}

/** Everything that the pages of organizations say. */
export const texts = {
  title: 'Organizations',
  lead: 'An organization is a customer of yours: a group of people with roles, settings and a look of its own.',
  create: 'Create organization',
  import: 'Import organizations',
  export: 'Export',
  show: 'Show',
  filters: { all: 'All', open: 'Open to everybody', closed: 'Closed', suspended: 'Suspended' },
  search: 'Name, code, handle or external id',
  find: 'Search',
  caption: 'By name, 50 a page',
  emptyTitle: 'There are no organizations yet',
  empty: 'Create one for each customer, or let people create their own when they sign up.',
  noneFoundTitle: 'No organization matches',
  noneFound: (query: string | undefined) =>
    query
      ? `No name contains “${query}”, and no code, handle or external id is exactly that.`
      : 'No organization is in this state.',
  showAll: 'Show all organizations',
  columns: { name: 'Organization', members: 'Members', code: 'Code', joining: 'Joining' },
  memberCount: (count: number) => {
    if (count > 1_000) return 'more than 1,000'
    return count.toLocaleString('en')
  },
  isDefault: 'Default',
  autoMembership: 'Everybody joins',
  cancel: 'Cancel',
  name: 'Name',
  handle: 'Handle',
  handleHelp: 'Small letters, digits and dashes; it may stand in callback URLs.',
  externalId: 'External id',
  externalIdHelp: 'How your systems call this organization; unique in the environment.',
  missing: { name: 'Give the organization a name.' },
  details: 'Details',
  tabs: {
    details: 'Details',
    members: 'Members',
    policies: 'Policies',
    authentication: 'Authentication',
    'multi-factor-auth': 'Multi-factor auth',
    passkeys: 'Passkeys',
    look: 'Look',
    email: 'Email',
    sessions: 'Sessions',
    'feature-flags': 'Feature flags',
    properties: 'Properties',
    applications: 'Machine-to-machine apps',
  },
  passkeys: {
    lead: 'Whether people who sign in to this organization may, or must, have a passkey.',
    section: 'Policy',
    reason:
      'On the sign-in page it holds where the application names the organization, and for everybody once they enter it.',
    own: 'Use a policy of its own',
    inherited: (policy: string) => `Without one, the policy of the environment holds: ${policy}.`,
  },
  members: 'Members',
  detailsReason: 'What the organization is called.',
  save: 'Save changes',
  saved: 'Saved',
  facts: { code: 'Code', created: 'Created', state: 'State', members: 'Members', advanced: 'Advanced features' },
  on: 'On',
  off: 'Off',
  counted,
  active: 'Active',
  suspended: 'Suspended',
  membersReason: 'Roles of a member hold in this organization only.',
  memberColumns: { person: 'Person', roles: 'Roles', joined: 'Joined', last: 'Last here' },
  noMembersTitle: 'Nobody is a member yet',
  noMembers: 'Add users of this environment here, or let people join when they sign up.',
  noRoles: 'No role',
  addMember: 'Add member',
  addMemberHelp: 'Search for a user of this environment.',
  add: 'Add',
  nobodyFound: 'Nobody matches.',
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}`,
  removeLoss: (name: string) =>
    `${name} loses their roles here and is signed out of this organization. The user stays.`,
  keepMember: 'Keep them',
  rolesOf: (name: string) => `Roles of ${name}`,
  editRoles: 'Roles',
  searchMembers: 'Name, address, number or username',
  everyRole: 'Every role',
  showAllMembers: 'Show all members',
  noMemberFoundTitle: 'Nobody matches',
  noMemberFound: 'No member has a name or an address that begins like this and the chosen role.',
  advanced:
    'With advanced features this organization can have policies, default roles, a method, a sender and sessions of its own, in place of those of the environment.',
  activateAdvanced: 'Activate advanced features',
  policies: {
    lead: 'Decide who may join this organization, and which roles they get.',
    joining: 'Joining',
    joiningReason: 'Members that you add yourself are always welcome, whatever is set here.',
    anybody:
      'The code in the address of a sign-up can be changed by anybody. Leave this on only where everybody may join.',
    domains: 'Mail domains',
    domainsReason: 'They are looked at when somebody joins, not when a member signs in.',
    roles: 'Default roles',
    rolesReason: 'New members get them as they join. Who is a member already keeps their roles.',
    noRoles: 'none',
    rolesOfBusiness: (names: readonly string[]) =>
      names.length === 0
        ? 'None is chosen, and the business gives no role by itself either.'
        : `None is chosen, so the default roles of the business hold: ${names.join(', ')}.`,
    fields: {
      is_auto_membership_enabled: {
        name: 'Allow org members to be auto-added',
        help: 'Whoever signs up or in with the code of this organization becomes a member (allow registrations).',
      },
      is_joined_by_default: {
        name: 'Sign users up to the default organization if one can’t be detected',
        help: 'Users who are in no other organization become members here, also those created by API or import.',
      },
      allowed_domains: {
        name: 'Allowed domains',
        help: 'Only people with an address of these domains may join; without any, everybody may. Write example.com.',
      },
      is_auto_join_domain_list: {
        name: 'Auto-add users from allowed domains',
        help: 'Whoever signs up with a verified address of these domains becomes a member. Needs the first switch.',
      },
      default_roles: { name: 'Default roles', help: 'In place of the default roles of the business.' },
    },
  },
  mfa: {
    lead: 'What members show besides the first step. Methods chosen here replace those of the environment for sign-ins to this organization.',
    enforcement: 'Enforcement',
    enforcementReason: 'An organization can ask for more than its environment, never for less.',
    factorsReason: 'None chosen here: those of the environment.',
    optional: 'optional',
    requiredAbove:
      'The environment requires a factor of everybody, so it cannot be switched off here. Roles can be exempt.',
    fields: {
      policy: {
        name: 'Enforce multi-factor authentication for this organization',
        help: 'Nobody enters this organization without a factor.',
      },
      factors: {},
      is_recovery_codes_enabled: {},
      trusted_device_days: {},
    },
    roles: 'Exempt roles',
    rolesReason: 'Members who have none but these are not asked. Who has another role besides is.',
    role: 'Role',
    key: 'Key',
    noRoles: 'No role is exempt.',
    addRole: 'Add exempt role',
    chooseRole: 'Choose a role first.',
    exempt: 'Exempt',
    remove: 'Remove',
    removeRole: (name: string) => `Remove ${name}`,
    connections: 'Exempt enterprise connections',
    connectionsReason: 'Who signs in by one of these is asked for no factor, whatever the role.',
    noConnections: 'This environment has no enterprise connections.',
  },
  authentication: {
    lead: 'Choose how members prove who they are when they sign in to this organization.',
    methods: 'Sign-in methods',
    methodsReason:
      'The first one replaces all that environment and applications say, for sign-ins that name the organization.',
    none: 'None of its own: people sign in as their application says.',
    locked: 'Activate advanced features first.',
  },
  look: {
    lead: 'Give the hosted pages and mails of this organization a look of their own.',
    logos: 'Logo',
    logosReason: 'PNG, JPEG, WebP or GIF of less than 1 MB. It stands on the pages and in mails to members.',
    logoOf: { light: 'Logo on light pages', dark: 'Logo on dark pages' },
    noLogo: {
      light: 'The logo of the environment is used.',
      dark: 'The logo for light pages is used, or that of the environment.',
    },
    chooseLogo: { light: 'Choose a light logo', dark: 'Choose a dark logo' },
    removeLogo: { light: 'Remove the light logo', dark: 'Remove the dark logo' },
    logoSaved: 'The logo is in use.',
    theme: 'Theme',
    themeReason: 'Whether the pages are light or dark.',
    themes: [
      { value: 'user_preference', label: 'As the person’s system says' },
      { value: 'light', label: 'Light' },
      { value: 'dark', label: 'Dark' },
    ],
    light: 'Colours of light pages',
    lightReason: 'Each colour that is not set here is that of the environment.',
    dark: 'Colours of dark pages',
    darkReason: 'They hold where the theme is dark.',
    noColour: 'none',
    fields: {
      theme_code: { name: 'Theme', help: 'Light, dark, or as the person’s system says.' },
      background_color: { name: 'Background', help: 'Behind the card.' },
      button_color: { name: 'Buttons', help: 'The main button of a page.' },
      button_text_color: { name: 'Text on buttons', help: 'Without one, black or white by contrast.' },
      link_color: { name: 'Links', help: 'Links in the text.' },
      background_color_dark: { name: 'Dark background', help: 'Behind the card.' },
      button_color_dark: { name: 'Dark buttons', help: 'The main button of a page.' },
      button_text_color_dark: { name: 'Text on dark buttons', help: 'Without one, black or white by contrast.' },
      link_color_dark: { name: 'Dark links', help: 'Links in the text.' },
    },
  },
  email: {
    lead: 'Mail to members, such as codes, can come from a sender of this organization.',
    section: 'Sender',
    reason: 'Without a name or an address of its own, mail comes from the sender of the environment.',
    locked: 'Locked: the environment has no mail server of its own, which would have to send for this address.',
    fields: {
      sender_name: { name: 'Sender name', help: 'Shown by mail programs in front of the address.' },
      sender_email: {
        name: 'Sender email',
        help: 'The mail server of the environment must be allowed to send for it.',
      },
    },
    test: 'Test email',
    testReason: 'Shows you the mail that a member of this organization gets.',
    send: 'Send test email',
    saveFirst: 'Save the changes first: the test uses what is saved.',
    sent: (to: string, name: string, address: string) => `Sent to ${to}, from ${name} <${address}>.`,
  },
  sessions: {
    lead: 'Decide how long browsers stay signed in to this organization.',
    section: 'SSO sessions',
    reason:
      'They hold for members signed in to this organization. Others keep what the application or environment says.',
    advice: 'Longer than a day is a risk on shared machines.',
    fields: {
      is_session_persistent: {
        name: 'Persistent session',
        help: 'It stays when the browser is closed. Off, it ends with the browser window.',
      },
      authenticated_session_lifetime: {
        name: 'Session inactivity timeout',
        help: 'Seconds without activity after which a member signs in again.',
      },
    },
  },
  flags: {
    lead: 'The value of every feature flag for this organization, and the level that decides it.',
    columns: { flag: 'Flag', value: 'Value here', level: 'Decided by', otherwise: 'Otherwise' },
    levels: { default: 'Default', env: 'Environment', org: 'This organization', usr: 'User' },
    edit: (name: string) => `Override ${name}`,
    override: 'Override',
    fixed: 'Cannot be overridden here',
    title: (name: string) => `${name} in this organization`,
    inherits: (value: string) => `Without a value of its own, the organization has ${value}.`,
    value: 'Value',
    back: 'Use the value of the environment',
    emptyTitle: 'There are no feature flags yet',
    empty: 'Create flags under Access; then override them here where an organization needs another value.',
  },
  properties: {
    lead: 'Values that you keep about this organization. Tokens carry the public ones where you choose so.',
    emptyTitle: 'There are no properties of organizations yet',
    empty: 'Define properties with the context “organization” first; then give them values here.',
  },
  machines: {
    lead: 'Machine-to-machine applications that act for this organization and for no other.',
    name: 'Name',
    id: 'Client id',
    add: 'Add application',
    missing: 'Give the application a name.',
    next: 'Its tokens carry the code of this organization. Choose its scopes on its own page.',
    emptyTitle: 'No application acts for this organization yet',
    empty: 'Add one for a service or an agent that works with the data of this organization alone.',
  },
  danger: {
    defaultStays: 'This is the default organization. It can be neither suspended nor deleted.',
    suspend: {
      title: 'Suspend this organization',
      act: 'Suspend',
      keep: 'Keep it active',
      lossOf: (name: string, { members, sign_ins }: Figures) =>
        `Nobody can sign in to ${name} until it is active again: ${counted(members, 'member')}. Their sign-ins end at once (${counted(sign_ins)}). Its settings stay.`,
    },
    resume: {
      title: 'Make this organization active again',
      act: 'Make active',
      keep: 'Keep it suspended',
      loss: 'Members can sign in again. Sign-ins that ended stay ended.',
    },
    advanced: {
      title: 'Remove advanced features',
      act: 'Remove advanced features',
      keep: 'Keep them',
      loss: 'Domains, default roles, method, sender and sessions of its own go, and those of the environment hold again. Members who cannot use that method are locked out.',
    },
    delete: {
      title: 'Delete this organization',
      act: 'Delete organization',
      keep: 'Keep it',
      lossOf: (name: string, figures: Figures) =>
        `${name} goes with its settings and look, ${counted(figures.feature_flags, 'flag override')}, ${counted(figures.properties, 'property')} and ${counted(figures.applications, 'application')}. Members leave (${counted(figures.members, 'member')}) and sign-ins end (${counted(figures.sign_ins, 'sign-in')}). People who are in no other organization (${counted(figures.only_here)}) stay users without one. This cannot be undone.`,
      advice: 'Move people to other organizations, look at its feature flags, and export what you need before.',
    },
  },
  typeName: 'Type the name of the organization',
  problems: {
    HANDLE_TAKEN: 'Another organization has this handle.',
    INVALID_HANDLE: 'A handle has small letters, digits and dashes.',
    EXTERNAL_ID_TAKEN: 'Another organization has this id.',
    ORGANIZATION_NOT_FOUND: 'Somebody deleted this organization in the meantime.',
    DEFAULT_ORGANIZATION_CANNOT_BE_DELETED: 'The default organization stays; people without another one belong to it.',
    DEFAULT_ORGANIZATION_CANNOT_BE_SUSPENDED: 'The default organization cannot be suspended.',
    ADVANCED_FEATURES_REQUIRED: 'Activate the advanced features of this organization first.',
    SENDER_EMAIL_NEEDS_SMTP: 'The environment needs a mail server of its own first.',
    NOT_THE_DEFAULT_ORGANIZATION: 'Only the default organization has this setting.',
    ROLE_NOT_FOUND: 'Somebody deleted one of these roles in the meantime.',
    USER_NOT_FOUND: 'Somebody deleted this user in the meantime.',
    ORGANIZATION_USER_NOT_FOUND: 'Somebody removed this member in the meantime.',
    INVALID_FLAG_VALUE: 'The flag does not take such a value.',
    FLAG_OVERRIDE_NOT_ALLOWED: 'This flag cannot be overridden in organizations.',
    IMAGE_TOO_LARGE: 'The picture is larger than 1 MB.',
    UNSUPPORTED_IMAGE: 'The file is no PNG, JPEG, WebP or GIF.',
    TOO_MANY_TEST_MAILS: 'There were five test mails in the last hour. Wait, then try again.',
    NO_ADMINISTRATOR: 'No owner has a verified address that a test could go to.',
    LAST_OPEN_ORGANIZATION: 'This is the last organization that takes sign-ups. Open another one first.',
  },
}
