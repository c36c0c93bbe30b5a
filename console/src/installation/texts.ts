const KEEP = 'Keep it'
const CANCEL = 'Cancel'
const SAVED = 'Saved'

/** Everything that the pages of the business say. */
export const texts = {
  business: {
    title: 'Business details',
    lead: (name: string) => `${name} is the business of all its environments. Hosted pages and mails use this name.`,
    details: 'Details',
    detailsReason: 'They hold for every environment of the business.',
    name: 'Name',
    industry: 'Industry',
    email: 'Support email',
    phone: 'Support phone',
    code: 'Code',
    missingName: 'Give the business a name.',
    save: 'Save details',
    saved: SAVED,
    terms: 'Policies and terms',
    termsReason: 'The sign-up page links to both. An environment may name others on its own page of policies.',
    termsUrl: 'Address of the terms of service',
    privacyUrl: 'Address of the privacy policy',
    addressHelp: 'Addresses begin with https://. Leave a field empty for none.',
    badAddress: 'Enter an address that begins with https://, or nothing.',
    isAgreed: 'People must agree to them when they sign up',
    saveTerms: 'Save policies and terms',
    problems: { INVALID_BODY: 'Enter an email address such as help@example.com, or nothing.' },
  },
  deleteBusiness: {
    title: 'Delete this business',
    loss: (name: string, environments: number, numbers: string) =>
      `${name} goes for good, with ${environments === 1 ? '1 environment' : `${String(environments)} environments`} and ` +
      `everything in them: ${numbers}, roles, permissions, settings and keys. Its sign-in pages answer nowhere, its tokens ` +
      'are refused, and its team loses access. This cannot be undone.',
    exportFirst: 'Export what you may need first:',
    exportOf: (name: string) => `Export users and organizations of ${name}`,
    delete: 'Delete business',
    keep: KEEP,
    typeName: 'Type the name of the business',
    problems: {
      BUSINESS_NOT_FOUND: 'Somebody deleted this business in the meantime.',
      INSTALLATION_BUSINESS: 'This business administers the installation and cannot be deleted.',
      RECENT_SIGN_IN_REQUIRED: 'Deleting a business needs a sign-in of the last 10 minutes.',
    },
  },
  environments: {
    title: 'Environments',
    lead: (business: string) =>
      `Each environment of ${business} has its own users, applications, settings and address. Roles and permissions are shared.`,
    columns: { name: 'Environment', code: 'Code', address: 'Address', created: 'Added' },
    production: 'Production',
    live: 'Live',
    current: 'You are here',
    add: 'Add environment',
    cancel: CANCEL,
    name: 'Name',
    code: 'Code',
    codeHelp: 'Becomes part of its address, such as staging. It cannot be changed later.',
    codeStays: (code: string) => `The code ${code} and the address stay.`,
    missing: {
      name: 'Give the environment a name.',
      code: 'Use small letters, digits and inner hyphens, 32 at most.',
    },
    made: (origin: string) => `The environment answers at ${origin}.`,
    rename: 'Rename',
    delete: 'Delete',
    deleteTitle: (name: string) => `Delete ${name}`,
    keep: KEEP,
    typeName: 'Type the name of the environment',
    loss: (numbers: string) =>
      `It goes for good, with ${numbers}, its settings and its keys. Its address serves no sign-in page afterwards, and its ` +
      'tokens are refused. This cannot be undone.',
    problems: {
      ENVIRONMENT_CODE_TAKEN: 'Another environment of this business has this code, or had it until lately.',
      ENVIRONMENT_ADDRESS_TAKEN: 'Another environment has the address that would come of this code.',
      ENVIRONMENT_ADDRESS_TOO_LONG: 'The address would be too long. Choose a shorter code.',
      ENVIRONMENT_NOT_FOUND: 'Somebody deleted this environment in the meantime.',
      PRODUCTION_ENVIRONMENT: 'The production environment cannot be deleted.',
      ROOT_ENVIRONMENT:
        'This environment answers at the address of the installation. The operator names another one with GATEHOUSE_ROOT_ENVIRONMENT first.',
    },
  },
  businesses: {
    title: 'Businesses',
    lead: 'The businesses of this installation. Users, organizations, brand, settings and activity of one are never visible in another.',
    caption: '50 a page',
    columns: { name: 'Business', host: 'Host name', addresses: 'Addresses', created: 'Added' },
    installation: 'Administrators',
    notYours: 'For owners of the installation',
    notYoursText:
      'Owners of the installation add and delete businesses. Ask one of them, or switch to a business of yours.',
    add: 'Add business',
    cancel: CANCEL,
    name: 'Name',
    host: 'Host name',
    hostHelp: 'Its addresses begin with it, such as acme. It cannot be changed later.',
    hostStays: (host: string) =>
      `The host name ${host} stays: applications and tokens know the business by its addresses.`,
    missing: { name: 'Give the business a name.', host: 'Use small letters, digits and inner hyphens, 32 at most.' },
    made: (name: string) => `${name} starts with a production and a development environment.`,
    rename: 'Rename',
    delete: 'Delete',
    problems: {
      BUSINESS_HOST_TAKEN: 'Another business has this host name, or had it until lately. Choose another one.',
      ENVIRONMENT_ADDRESS_TAKEN: 'Another environment has an address that would come of this host name.',
      BUSINESS_NOT_FOUND: 'Somebody deleted this business in the meantime.',
    },
  },
  clients: {
    reason: (environment: string) => `A client of the Management API of ${environment}, for scripts and servers.`,
    id: 'Client id',
    audience: 'Audience',
    secret: 'Client secret',
  },
  loss: {
    people: ['user', 'users'],
    tenants: ['organization', 'organizations'],
    clients: ['application', 'applications'],
    count: (count: number, [one = '', many = '']: readonly string[]) =>
      count >= 10_000 ? `10,000 ${many} or more` : `${count.toLocaleString('en')} ${count === 1 ? one : many}`,
    and: (...parts: readonly string[]) => `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`,
  },
}
