import type { JSX } from 'hono/jsx/jsx-runtime'
import { ErrorPage, renderPage, SignedOutPage, SuccessPage, type ErrorKind, type PageFrame } from '#flows/pages'
import { NamePage } from '#flows/home'
import { ConfirmSignOutPage, DeviceCodePage, DeviceConsentPage, DeviceElsewherePage, DeviceEndPage } from '#flows/oauth'
import {
  AccountNotFoundPage,
  CodePage,
  ConsentPage,
  IdentifyPage,
  KnownPersonPage,
  LockedPage,
  NewPasswordPage,
  OrganizationPage,
  PasswordPage,
  ProfilePage,
  RegisterPage,
} from '#flows/signin'

type Render = (frame: PageFrame) => Buffer

/** Leads nowhere. */
const target = { action: '#', fields: {} }
const email = 'ada.lovelace@example.com'
const ways = { change: target, resend: target, cancel: target, forgot: target, reset: target, create: target }
const form = { ...target, ...ways, email, digits: 6, validSeconds: 7_200 }
const signUp = { ...target, askNames: true, signIn: '#', cancel: target }
const organizations = [
  { code: 'org_1ccfb819462', name: 'Oakmere Health' },
  { code: 'org_2ccfb819462', name: 'Fernhill Studio' },
]
const consent = {
  ...form,
  deny: target,
  otherAccountHref: '#',
  requestedFrom: { ip: '203.0.113.7', browser: 'Chrome on Android' },
  scopes: ['openid', 'profile', 'email'],
  apis: [
    {
      name: 'Documents',
      audience: 'https://api.example.com',
      scopes: [{ key: 'read:documents', description: 'Read your documents' }],
    },
  ],
}
const application = { name: 'Example application' }

function draw<Props extends { readonly nonce: string }>(
  page: (props: Props) => JSX.Element,
  propsOf: (frame: PageFrame) => Props,
): Render {
  return (frame) => renderPage(page, propsOf(frame))
}

const error = (kind: ErrorKind, more: object = {}) => draw(ErrorPage, (frame) => ({ ...frame, kind, ...more }))
const code = (more: object = {}) =>
  draw(CodePage, (frame) => ({ ...frame, ...form, purpose: 'sign_in' as const, ...more }))
const register = (more: object = {}) => draw(RegisterPage, (frame) => ({ ...frame, ...signUp, ...more }))
const identify = (more: object = {}) => draw(IdentifyPage, (frame) => ({ ...frame, ...target, signUp: '#', ...more }))
const password = (more: object = {}) => draw(PasswordPage, (frame) => ({ ...frame, ...form, ...more }))
const deviceEnd = (end: 'approved' | 'denied' | 'expired' | 'taken') =>
  draw(DeviceEndPage, (frame) => ({ ...frame, application, end }))

const agreement = { termsUrl: 'https://example.com/terms', privacyUrl: 'https://example.com/privacy' }
const address = { application: undefined }

/** Every hosted page in every state that looks different, as `page.state`. */
const SAMPLES = {
  'sign_in.empty': identify(),
  'sign_in.wrong_address': identify({ email: 'ada@', problem: 'email_invalid' }),
  'sign_in.known_person': draw(KnownPersonPage, (frame) => ({ ...frame, ...form })),
  'code.empty': code(),
  'code.wrong': code({ problem: 'wrong_code' }),
  'code.expired': code({ problem: 'expired_code' }),
  'code.sent_again': code({ notice: 'sent_again' }),
  'password.empty': password(),
  'password.wrong': password({ problem: 'wrong_password' }),
  'sign_up.empty': register(),
  'sign_up.without_names': register({ askNames: false }),
  'sign_up.problems': register({ problems: ['family_name_missing', 'email_invalid'], email: 'ada@', givenName: 'Ada' }),
  'sign_up.marketing_consent': register({ askConsent: true }),
  'sign_up.agreement': register({ agreement }),
  'profile.empty': draw(ProfilePage, (frame) => ({ ...frame, ...form, askNames: true })),
  'new_password.empty': draw(NewPasswordPage, (frame) => ({ ...frame, ...form, purpose: 'create' as const })),
  'new_password.too_common': draw(NewPasswordPage, (frame) => ({
    ...frame,
    ...form,
    purpose: 'reset' as const,
    problem: 'too_common' as const,
  })),
  'organization.choice': draw(OrganizationPage, (frame) => ({ ...frame, ...form, options: organizations })),
  'organization.none_found': draw(OrganizationPage, (frame) => ({
    ...frame,
    ...form,
    options: [],
    finding: { text: 'oak', page: 1, hasMore: false, target },
  })),
  'no_account.sign_up_offered': draw(AccountNotFoundPage, (frame) => ({ ...frame, ...form })),
  'no_account.sign_up_off': draw(AccountNotFoundPage, (frame) => ({ ...frame, ...form, create: undefined })),
  'locked.too_many_tries': draw(LockedPage, (frame) => ({
    ...frame,
    ...form,
    scope: 'network' as const,
    retryAfterSeconds: 300,
  })),
  'consent.question': draw(ConsentPage, (frame) => ({ ...frame, ...consent, application })),
  'device.code': draw(DeviceCodePage, (frame) => ({ ...frame, ...target, ...address, userCode: undefined })),
  'device.wrong_code': draw(DeviceCodePage, (frame) => ({
    ...frame,
    ...target,
    ...address,
    userCode: 'CSLDFDRT',
    problem: 'wrong_code' as const,
  })),
  'device.elsewhere': draw(DeviceElsewherePage, (frame) => ({ ...frame, ...consent, application })),
  'device.consent': draw(DeviceConsentPage, (frame) => ({ ...frame, ...consent, application })),
  'device.approved': deviceEnd('approved'),
  'device.denied': deviceEnd('denied'),
  'device.taken': deviceEnd('taken'),
  'device.expired': deviceEnd('expired'),
  'success.empty': draw(SuccessPage, (frame) => ({ ...frame, continueHref: '#' })),
  'sign_out.question': draw(ConfirmSignOutPage, (frame) => ({ ...frame, ...target, isEverywhere: true })),
  'sign_out.done': draw(SignedOutPage, (frame) => frame),
  'root.name': draw(NamePage, (frame) => frame),
  'error.flow_expired': error('flow_expired'),
  'error.flow_foreign': error('flow_foreign'),
  'error.flow_finished': error('flow_finished', address),
  'error.cookies_blocked': error('cookies_blocked'),
  'error.bad_request': error('bad_request'),
  'error.bad_client': error('bad_client', { ...address, code: 'invalid_client' }),
  'error.bad_redirect_uri': error('bad_redirect_uri', address),
  'error.bad_logout_uri': error('bad_logout_uri'),
  'error.no_address': error('no_address'),
  'error.not_found': error('not_found', address),
  'error.access_denied': error('access_denied'),
  'error.account_suspended': error('account_suspended'),
  'error.organization_suspended': error('organization_suspended'),
  'error.not_a_member': error('not_a_member', { ways: { other: target, cancel: target, signOutHref: '#' } }),
  'error.domain_not_allowed': error('domain_not_allowed'),
  'error.address_not_admitted': error('address_not_admitted'),
  'error.rate_limited': error('rate_limited', { retryAfterSeconds: 45 }),
  'error.unavailable': error('unavailable', { retryHref: '#' }),
  'error.server_error': error('server_error', { retryHref: '#' }),
} satisfies Record<string, Render>

export type SampleName = keyof typeof SAMPLES

function isSampleName(text: string): text is SampleName {
  return text in SAMPLES
}

export const SAMPLE_NAMES = Object.keys(SAMPLES).filter(isSampleName)

/** Returns a sample as a document without scripts: a sample shows the look, and nothing in it may run. */
export function renderSample(name: SampleName, frame: PageFrame): string {
  return SAMPLES[name](frame)
    .toString()
    .replaceAll(/<script[^>]*>[^]*?<\/script>/g, '')
}
