export type FactorKind = 'authenticator' | 'email' | 'sms' | 'passkey'

const people = (count: number) => (count === 1 ? '1 person has' : `${count.toLocaleString('en')} people have`)

export const factorTexts = {
  title: 'Second factors',
  lead: 'What people show besides their password or code, so that neither is enough for somebody else. An organization with advanced features can ask for more.',
  save: 'Save second factors',
  saved: 'Saved',
  policy: 'Require multi-factor authentication',
  policyReason: 'People set a factor up when they first sign up or next sign in.',
  factors: 'Factors',
  factorsReason: 'People choose among these; who has one already keeps it.',
  devices: 'Trusted devices',
  devicesReason: 'A browser that passed a factor need not be asked each time.',
  policies: [
    { value: 'off', label: 'No' },
    { value: 'optional', label: 'Optional: people are asked once and may decline' },
    { value: 'required', label: 'Yes: nobody gets in without one' },
  ],
  fields: {
    policy: {
      name: 'Require multi-factor authentication',
      help: 'Holds for everybody. Where it is Yes, organizations can exempt roles and connections, and cannot switch it off.',
    },
    factors: { name: 'Methods', help: 'Choose more than one, so that a lost device locks nobody out.' },
    is_recovery_codes_enabled: {
      name: 'Recovery codes',
      help: 'People get ten codes with their first factor; each works once in its place.',
    },
    trusted_device_days: {
      name: 'Days of trust',
      help: 'For how long a browser is not asked again where the person ticks that box. 0: it is asked each time. A change of password, a reset and signing out everywhere end the trust.',
    },
  },
  choices: [
    { value: 'authenticator', label: 'Authenticator app' },
    { value: 'email', label: 'Code by email' },
    { value: 'sms', label: 'Code by SMS' },
    { value: 'passkey', label: 'Passkey' },
  ],
  equalToFirst:
    'People sign in by a code by email already. Whoever reads their mail has both steps, so offer another factor besides.',
  noSms: 'Text messages cannot be sent here yet: set up SMS before you choose it.',
  dropped: (names: readonly string[], count: number) =>
    `${people(count)} set up ${names.join(' or ')}. Without it they set up another factor at their next sign-in.`,
  switchedOff: (count: number) =>
    `${people(count)} set up a factor. From then on their sign-ins are not asked for it, and applications that rely on it see one step only.`,
  days: 'days',
  range: 'Choose a number from 0 to 365.',
  problems: {
    FACTORS_REQUIRED: 'People are asked for a factor, so choose one at least.',
    FACTOR_BESIDE_PASSKEY_REQUIRED: 'Not every device has passkeys. Choose another factor beside them.',
    SMS_NOT_CONFIGURED: 'Text messages cannot be sent here. Set up SMS first.',
    ORGANIZATIONS_NEED_FACTORS:
      'An organization asks its members for one of these. Give that organization factors of its own first.',
    MFA_REQUIRED_BY_ENVIRONMENT:
      'The environment requires a factor of everybody. Change that first, or exempt roles here.',
    ADVANCED_FEATURES_REQUIRED: 'Activate advanced features first.',
    ROLE_NOT_FOUND: 'Somebody deleted this role in the meantime.',
    EXEMPT_ROLE_NOT_FOUND: 'Somebody ended this exemption in the meantime.',
    CONNECTION_NOT_FOUND: 'Somebody deleted this connection in the meantime.',
    FACTOR_NOT_FOUND: 'The factor was removed in the meantime.',
    TRUSTED_DEVICE_NOT_FOUND: 'The trust in this device ended in the meantime.',
  },
} as const
