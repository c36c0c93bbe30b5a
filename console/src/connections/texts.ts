import type { Strategy } from './strategies.ts'

export const texts = {
  names: {
    'email:otp': 'Email + code',
    'phone:otp': 'Phone',
    'username:otp': 'Username + code',
    'email:password': 'Email + password',
    'username:password': 'Username + password',
  } satisfies Record<Strategy, string>,
  help: {
    'email:otp': 'A code of 6 digits goes to the address, for sign-up and for each sign-in.',
    'phone:otp': 'A code of 6 digits goes to the number by SMS. There is no password.',
    'username:otp': 'People type a username; the code goes to their email address, which they confirm once.',
    'email:password': 'At least 8 characters, no other rules; the million best known passwords are refused.',
    'username:password': 'People type a username and their password. They confirm an email address once.',
  } satisfies Record<Strategy, string>,
  exclusive: 'Codes or passwords: switching one on switches the other off, for addresses and usernames together.',
  own: 'Set at the application.',
  inherited: 'From the environment.',
  methods: 'Sign-in methods',
  problems: {
    LAST_CONNECTION: 'This is the only way to sign in. Switch another one on first.',
    NO_SMS_PROVIDER: 'Codes go to phones by SMS, and this environment has no provider yet. Set one up under SMS first.',
    CONNECTIONS_NOT_SUPPORTED: 'Nobody signs in to a machine-to-machine application.',
    ADVANCED_FEATURES_REQUIRED: 'Activate advanced features first.',
  },
}
