import type { ContrastProblem, Sample } from './use-brand-preview.ts'

/** The states of the hosted pages, by their names in the API. */
const STATES: Readonly<Record<Sample, string>> = {
  'sign_in.empty': 'First visit',
  'sign_in.wrong_address': 'Wrong address',
  'sign_in.known_person': 'Known person',
  'code.empty': 'Code was sent',
  'code.wrong': 'Wrong code',
  'code.expired': 'Expired code',
  'code.sent_again': 'Sent again',
  'password.empty': 'Empty',
  'password.wrong': 'Wrong password',
  'sign_up.empty': 'Empty',
  'sign_up.without_names': 'Without names',
  'sign_up.problems': 'With mistakes',
  'sign_up.marketing_consent': 'With marketing consent',
  'sign_up.agreement': 'With agreement',
  'profile.empty': 'Empty',
  'new_password.empty': 'First password',
  'new_password.too_common': 'Too common',
  'organization.choice': 'Choice',
  'organization.none_found': 'None found',
  'no_account.sign_up_offered': 'Sign-up offered',
  'no_account.sign_up_off': 'Sign-up off',
  'locked.too_many_tries': 'Too many tries',
  'consent.question': 'Question',
  'device.code': 'Enter the code',
  'device.wrong_code': 'Wrong code',
  'device.elsewhere': 'Open elsewhere',
  'device.consent': 'Consent',
  'device.approved': 'Approved',
  'device.denied': 'Denied',
  'device.taken': 'Taken over',
  'device.expired': 'Expired',
  'success.empty': 'Done',
  'sign_out.question': 'Question',
  'sign_out.done': 'Signed out',
  'root.name': 'Name of the business',
  'error.flow_expired': 'Sign-in expired',
  'error.flow_foreign': 'Another browser',
  'error.flow_finished': 'Already finished',
  'error.cookies_blocked': 'Cookies blocked',
  'error.bad_request': 'Bad request',
  'error.bad_client': 'Unknown application',
  'error.bad_redirect_uri': 'Callback URL not allowed',
  'error.bad_logout_uri': 'Logout URL not allowed',
  'error.no_address': 'No address',
  'error.not_found': 'Not found',
  'error.access_denied': 'No access',
  'error.account_suspended': 'Account suspended',
  'error.organization_suspended': 'Organization suspended',
  'error.not_a_member': 'Not a member',
  'error.domain_not_allowed': 'Domain not allowed',
  'error.address_not_admitted': 'Address not admitted',
  'error.rate_limited': 'Too many requests',
  'error.unavailable': 'Unavailable',
  'error.server_error': 'Server error',
}

const PAGES: Readonly<Record<string, string>> = {
  sign_in: 'Sign in',
  code: 'Code',
  password: 'Password',
  sign_up: 'Sign up',
  profile: 'Profile',
  new_password: 'New password',
  organization: 'Organization',
  no_account: 'No account',
  locked: 'Locked',
  consent: 'Consent',
  device: 'Device',
  success: 'Success',
  sign_out: 'Sign out',
  root: 'Root',
  error: 'Error',
}

interface PageChoice {
  readonly value: string
  readonly label: string
  readonly states: readonly { readonly value: Sample; readonly label: string }[]
}

function isSample(text: string): text is Sample {
  return text in STATES
}

/** Returns the pages in the order of a sign-in, each with its states. */
export function pagesWithStates(): readonly PageChoice[] {
  const samples = Object.keys(STATES).filter(isSample)
  return Object.entries(PAGES).map(([value, label]) => ({
    value,
    label,
    states: samples
      .filter((sample) => sample.startsWith(`${value}.`))
      .map((sample) => ({ value: sample, label: STATES[sample] })),
  }))
}

/** Everything that the page of the brand says. */
export const texts = {
  title: 'Brand',
  lead: 'How the pages look that your people meet. The stage shows each page with your changes before they are saved.',
  logo: 'Logo',
  logoHelp: 'PNG, JPEG, WebP or SVG, fitted into 960 by 240 pixels. The icon of the browser tab is made from it.',
  lightPages: 'Light pages',
  darkPages: 'Dark pages',
  noLogo: 'The name of the business stands here.',
  sameLogo: 'The light one is used here too.',
  change: 'Change',
  choose: 'Choose',
  remove: 'Remove',
  undo: 'Undo',
  colour: 'Colour',
  light: 'Light mode',
  dark: 'Dark mode',
  darkHelp: 'Empty colours take those of light mode; the page itself stays dark.',
  shape: 'Shape',
  corners: 'Corners',
  presets: [
    { value: 'square', label: 'Square' },
    { value: 'soft', label: 'Soft' },
    { value: 'round', label: 'Round' },
  ],
  themes: [
    { value: 'user_preference', label: 'Follow the person’s system' },
    { value: 'light', label: 'Always light' },
    { value: 'dark', label: 'Always dark' },
  ],
  preview: 'Preview',
  sampleOf: 'A sample of a page, with examples instead of real people',
  drawing: 'Drawing the page …',
  page: 'Page',
  state: 'State',
  language: 'Language',
  scheme: 'Light or dark',
  schemes: [
    { value: 'light', label: 'Light' },
    { value: 'dark', label: 'Dark' },
  ],
  width: 'Width',
  devices: [
    { value: 'phone', label: 'Phone' },
    { value: 'laptop', label: 'Laptop' },
  ],
  frameTitle: (sample: Sample) => `${PAGES[sample.split('.')[0] ?? ''] ?? ''}: ${STATES[sample]}`,
  save: 'Save brand',
  saved: 'Saved. It is on all pages now.',
  logos: { light: 'Logo', dark: 'Logo on dark pages' },
  organizations: 'Organizations may have a look of their own, which goes before this one.',
  inScheme: { light: '', dark: ' in dark mode' },
  contrast: {
    button_text: {
      title: (where: string) => `The text on buttons is too faint${where}`,
      text: ({ reached, needed, used, colour }: ContrastProblem) =>
        `${colour} reaches ${ratio(reached)} of the ${ratio(needed)} it needs, so buttons get text in ${used}.`,
    },
    link: {
      title: (where: string) => `Links are too faint${where}`,
      text: ({ reached, needed, used, colour }: ContrastProblem) =>
        `${colour} reaches ${ratio(reached)} of the ${ratio(needed)} it needs, so links get ${used}, its nearest readable shade.`,
    },
    button: {
      title: (where: string) => `Buttons hardly stand out${where}`,
      text: ({ reached, needed, ground }: ContrastProblem) =>
        `The colour reaches ${ratio(reached)} of ${ratio(needed)} on the card (${ground}). People may not see that it is a button.`,
    },
    page_text: {
      title: (where: string) => `The text outside of the card is too faint${where}`,
      text: ({ reached, needed, used }: ContrastProblem) =>
        `On this page colour it reaches ${ratio(reached)} of the ${ratio(needed)} it needs, so it is written in ${used}.`,
    },
  },
  useForLinks: (colour: string) => `Use ${colour} for links`,
  problems: {
    IMAGE_TOO_LARGE: 'The picture is too large. Choose a smaller one.',
    UNSUPPORTED_IMAGE: 'This is not a picture that can be read. Choose a PNG, JPEG, WebP or SVG.',
    IMAGE_QUEUE_FULL: 'Many pictures are being read at the moment. Try again.',
  },
}

function ratio(value: number): string {
  return `${String(value)}:1`
}
