import type { Answer } from '@gatehouse/api-client'

export type ItemCode = Answer<'getChecklist'>['checklist']['items'][number]['code']

/** Everything that the home of an environment says. */
export const texts = {
  setUp: (environment: string) => `Set up ${environment}`,
  lead: (business: string) => `One environment of ${business}: its users, applications and settings are its own.`,
  setUpLead: 'Each step is ticked by what exists here, not by hand.',
  livingLead: 'Who comes, how they sign in, and what stops them.',
  steps: 'Steps',
  progress: (done: number, all: number) => `${String(done)} of ${String(all)} done`,
  done: 'done',
  allDone: 'All done',
  allDoneText: 'Every step is done. Put the list away to see only the figures here.',
  putAway: 'Put away',
  takeOut: 'Show the checklist',
  items: {
    application: {
      title: 'Register an application',
      open: 'Nothing can send people here to sign in yet.',
      done: (name: string) => `${name} can send people here to sign in.`,
      act: 'Register',
    },
    methods: {
      title: 'Choose how people sign in',
      open: (method: string) => `Nobody has chosen yet, so it is ${method}.`,
      done: 'The methods are chosen.',
      act: 'Choose',
    },
    mail: {
      title: 'Look at the mail',
      open: 'Nobody has opened a mail of this environment yet.',
      done: 'A mail was opened, or taken by a mail server.',
      act: 'Open inbox',
      actSettings: 'Mail settings',
    },
    sign_in: {
      title: 'Try its sign-in',
      open: 'Nobody has signed in to an application of yours yet. The quick start has the code for it.',
      openTry: 'Nobody has signed in yet. One click shows a sign-in with our playground, which does not count here.',
      done: 'Somebody signed in to an application of yours.',
      act: 'Quick start',
      actTry: 'Try it',
    },
    colleague: {
      title: 'Invite a colleague',
      open: 'You are the only one on the team.',
      done: 'You are not alone on the team.',
      act: 'Invite',
    },
    go_live: {
      title: 'Go live',
      open: 'Production is not marked as live yet.',
      lacks: (count: number) =>
        count === 1 ? 'Production lacks one required item.' : `Production lacks ${String(count)} required items.`,
      done: 'Production is live.',
      act: 'See what is missing',
    },
  },
  emailMethods: { 'email:otp': 'a code by mail', 'email:password': 'email and password' } as Readonly<
    Record<string, string>
  >,
  tryTitle: 'Try your sign-in',
  tryText:
    'Sign in as one of your people would. Afterwards you see the code, the tokens, and where each claim came from. It counts for nothing here.',
  tryAct: 'Try your sign-in',
  inbox: 'Inbox',
  inboxText: (environment: string) => `Mail of ${environment} can be read here, with its codes.`,
  inboxAct: 'Open inbox',
  addresses: 'Addresses',
  addressesReason: 'What applications and machines need to know.',
  issuer: 'Issuer',
  discovery: 'Discovery',
  audience: 'Audience of the Management API',
  span: 'Days shown',
  days: (count: number) => `${String(count)} days`,
  figures: {
    signUps: { name: 'Sign-ups', definition: 'People who registered themselves.' },
    active: { name: 'Active people', definition: 'Distinct people who signed in.' },
    signIns: { name: 'Sign-ins', definition: 'Finished with a proof, such as a code or a password.' },
    failures: {
      name: 'Failed sign-ins',
      definition: 'Wrong or expired codes, wrong passwords, and people who may not enter, of all tries.',
    },
  },
  more: (change: string, days: number) => `${change} on the ${String(days)} days before`,
  same: (days: number) => `As in the ${String(days)} days before`,
  charts: {
    active: {
      title: 'Active people per day',
      definition: 'Each counted once a day, in UTC. A session that goes on is no sign-in.',
      label: (sum: string) => `Active people per day, ${sum} in all days together. The table has the numbers.`,
    },
    signUps: {
      title: 'Sign-ups per day',
      definition: 'By the day of the registration, in UTC. Imports do not count.',
      label: (sum: string) => `Sign-ups per day, ${sum} in all. The table has the numbers.`,
    },
    methods: {
      title: 'Sign-ins by method',
      definition: 'The method that proved who it was, per day in UTC.',
      label: (sum: string) => `Sign-ins per day by method, ${sum} in all. The table has the numbers.`,
    },
    reasons: {
      title: 'Failures by reason',
      definition: (sum: string) => `${sum} in these days, by the day in UTC.`,
      none: 'No sign-in failed in these days.',
      traces: 'See how each sign-in went',
    },
    day: 'Day',
    today: 'The pale bar is today so far.',
    other: 'Other',
  },
  methods: { 'email:code': 'Email code', 'email:password': 'Email and password', passkey: 'Passkey' } as Readonly<
    Record<string, string>
  >,
  reasons: {
    wrong_code: 'Code wrong',
    expired_code: 'Code expired',
    wrong_password: 'Password wrong',
    account_suspended: 'Person is suspended',
    sign_up_closed: 'Sign-up is closed',
    access_denied: 'None of their roles may enter the application',
    organization_address_unknown: 'The organization has no address here',
  } as Readonly<Record<string, string>>,
  needsYou: 'What needs you',
  failedJobs: (count: number, isMore: boolean) =>
    count === 1 && !isMore
      ? 'One job failed for the last time'
      : `${String(count)}${isMore ? ' or more' : ''} jobs failed for the last time`,
  failedJobsText: 'They are not tried again by themselves.',
  seeJobs: 'See jobs',
}

/** Returns a word of the server in words of people. */
export function wordOf(words: Readonly<Record<string, string>>, name: string): string {
  const { [name]: word } = words
  if (word !== undefined) return word
  const plain = name.replaceAll(/[_:]/g, ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
