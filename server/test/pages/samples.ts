import { smsText } from '#platform/sms'
import { codeMail } from '#flows/mails'
import { ErrorPage, SignedOutPage, SuccessPage, type ErrorKind, type FormTarget } from '#flows/pages'
import {
  DeviceCodePage,
  DeviceConsentPage,
  DeviceElsewherePage,
  DeviceEndPage,
} from '../../src/flows/oauth/device/index.ts'
import { InboxPage, type InboxMessage } from '../../src/flows/inbox/pages/inbox-page.tsx'
import { InboxTokenPage } from '../../src/flows/inbox/pages/inbox-token-page.tsx'
import { ConfirmSignOutPage } from '../../src/flows/oauth/logout/pages/confirm-sign-out-page.tsx'
import { ConsoleDoorPage } from '../../src/flows/console/pages/console-door-page.tsx'
import { ConsoleMissingPage } from '../../src/flows/console/pages/console-missing-page.tsx'
import { DevelopmentHomePage } from '../../src/flows/home/pages/development-home-page.tsx'
import {
  AcceptInvitationPage,
  InvitationGonePage,
  NewAccountPage,
  SignInToAcceptPage,
} from '../../src/flows/invitations/pages/invitation-page.tsx'
import { NamePage } from '../../src/flows/home/pages/name-page.tsx'
import { SetupLinkUsedPage } from '../../src/flows/setup/pages/setup-link-used-page.tsx'
import { SetupPage } from '../../src/flows/setup/pages/setup-page.tsx'
import { SetupPendingPage } from '../../src/flows/setup/pages/setup-pending-page.tsx'
import { AccountNotFoundPage } from '../../src/flows/signin/steps/account-not-found/page.tsx'
import { ChallengePage } from '../../src/flows/signin/steps/challenge/page.tsx'
import { ConsentPage } from '../../src/flows/signin/steps/consent/page.tsx'
import { FormPostPage } from '../../src/flows/signin/pages/form-post-page.tsx'
import { IdentifyPage } from '../../src/flows/signin/steps/identify/page.tsx'
import { KnownPersonPage } from '../../src/flows/signin/steps/identify/known-person-page.tsx'
import { LockedPage } from '../../src/flows/signin/pages/locked-page.tsx'
import { PasskeyPage } from '../../src/flows/signin/steps/passkey/page.tsx'
import { PasskeyPromptPage } from '../../src/flows/signin/steps/passkey-prompt/page.tsx'
import { OrganizationPage } from '../../src/flows/signin/steps/organization/page.tsx'
import { CodePage } from '../../src/flows/signin/steps/code/page.tsx'
import { NewPasswordPage } from '../../src/flows/signin/steps/new-password/page.tsx'
import { ProfilePage } from '../../src/flows/signin/steps/profile/page.tsx'
import { RegisterPage } from '../../src/flows/signin/steps/register/page.tsx'
import { PasswordPage } from '../../src/flows/signin/steps/password/page.tsx'
import { accountSamples } from './account-samples.ts'
import { factorSamples } from './factor-samples.ts'
import { aFrame } from './frame.ts'
import { htmlOf } from './html-of.ts'

export interface Sample {
  readonly name: string
  readonly html: string
}

const target: FormTarget = { action: '/signin/step', fields: { csrf_token: 'token', flow: 'flow' } }
const ways = { change: target, resend: target, cancel: target, forgot: target, reset: target, create: target } as const
const email = 'ada.lovelace@example.com'
const longEmail = 'a.very.long.name.of.somebody.patient@an-even-longer-domain-of-a-company.example.com'
const noon = new Date('2026-03-02T12:00:00Z')

const issuedChallenge = {
  token: 'token',
  id: '7d1f6e6a-0d3c-4a39-9d7e-0b1b2c3d4e5f',
  kind: 'work',
  target: 'ab'.repeat(32),
  most: 200_000,
  waitSeconds: 15,
} as const

const organizations = [
  { code: 'org_1ccfb819462', name: 'Meadow' },
  {
    code: 'org_2ccfb819462',
    name: 'The long-established Society of Friends of very long Names and their Abbreviations',
  },
  { code: 'org_3ccfb819462', name: 'شركة المروج' },
]

/** Every page in every state that looks different. */
export function samplePages(locale: string): Sample[] {
  return [
    ...signinSamples(locale),
    ...passkeySamples(locale),
    ...signupSamples(locale),
    ...factorSamples(locale),
    ...endSamples(locale),
    ...deviceSamples(locale),
    ...setupSamples(locale),
    ...inboxSamples(locale),
    ...errorSamples(locale),
    ...accountSamples(locale),
  ]
}

function signinSamples(locale: string): Sample[] {
  const form = { ...aFrame(locale), ...target, ...ways, email, validSeconds: 7200, digits: 6 }
  const first = { ...form, email: undefined, signUp: '/signup' }
  const wrongAddress = { ...first, email: 'ada@', problem: 'email_invalid' } as const
  const branded = { name: 'Meadow', colours: { light: { page: '#3b1d60', accent: '#ffcc00', link: '#ddbbff' } } }
  const locked = {
    ...form,
    scope: 'network' as const,
    retryAfterSeconds: 900,
    retryAt: new Date(noon.getTime() + 900_000),
  }
  return [
    { name: 'organization', html: htmlOf(OrganizationPage, { ...form, options: organizations }) },
    {
      name: 'organization-many',
      html: htmlOf(OrganizationPage, {
        ...form,
        options: organizations,
        finding: { text: 'co', page: 2, hasMore: true, target },
      }),
    },
    {
      name: 'organization-none',
      html: htmlOf(OrganizationPage, {
        ...form,
        options: [],
        finding: { text: 'zz', page: 1, hasMore: false, target },
      }),
    },
    { name: 'identify-brand', html: htmlOf(IdentifyPage, { ...first, brand: branded }) },
    { name: 'identify-product', html: htmlOf(IdentifyPage, { ...first, isProductNamed: true }) },
    { name: 'identify', html: htmlOf(IdentifyPage, first) },
    { name: 'known-person', html: htmlOf(KnownPersonPage, form) },
    { name: 'identify-problem', html: htmlOf(IdentifyPage, wrongAddress) },
    { name: 'code', html: htmlOf(CodePage, { ...form, purpose: 'sign_in' }) },
    { name: 'code-expired', html: htmlOf(CodePage, { ...form, purpose: 'sign_up', problem: 'expired_code' }) },
    { name: 'code-wrong', html: htmlOf(CodePage, { ...form, purpose: 'sign_in', problem: 'wrong_code' }) },
    { name: 'code-sent-again', html: htmlOf(CodePage, { ...form, purpose: 'reset', notice: 'sent_again' }) },
    { name: 'password', html: htmlOf(PasswordPage, form) },
    { name: 'password-wrong', html: htmlOf(PasswordPage, { ...form, problem: 'wrong_password' }) },
    { name: 'password-stale', html: htmlOf(PasswordPage, { ...form, email: longEmail, problem: 'form_expired' }) },
    { name: 'locked', html: htmlOf(LockedPage, locked) },
    { name: 'challenge', html: htmlOf(ChallengePage, { ...form, issued: issuedChallenge, wait: target }) },
    {
      name: 'challenge-early',
      html: htmlOf(ChallengePage, { ...form, issued: issuedChallenge, wait: target, problem: 'too_early' }),
    },
    { name: 'account-not-found', html: htmlOf(AccountNotFoundPage, form) },
    { name: 'account-refused', html: htmlOf(AccountNotFoundPage, { ...form, create: undefined }) },
  ]
}

function passkeySamples(locale: string): Sample[] {
  const form = { ...aFrame(locale), ...target, ...ways, email }
  const ask = { kind: 'get', options: { challenge: 'AAAA', rpId: 'localhost' } } as const
  const make = { kind: 'create', options: { challenge: 'AAAA', user: { id: 'AAAA' } } } as const
  const passkey = { target, ask: { ...ask, isAutofill: true }, problem: undefined }
  const refused = { ...passkey, problem: 'passkey_unknown' } as const
  return [
    { name: 'identify-passkey', html: htmlOf(IdentifyPage, { ...form, email: undefined, passkey }) },
    { name: 'identify-passkey-refused', html: htmlOf(IdentifyPage, { ...form, email: undefined, passkey: refused }) },
    { name: 'known-person-passkey', html: htmlOf(KnownPersonPage, { ...form, passkey }) },
    { name: 'passkey', html: htmlOf(PasskeyPage, { ...form, ask, problem: 'passkey_wrong' }) },
    { name: 'passkey-prompt', html: htmlOf(PasskeyPromptPage, { ...form, ask: make, later: target }) },
    { name: 'passkey-prompt-mandatory', html: htmlOf(PasskeyPromptPage, { ...form, ask: make, later: undefined }) },
  ]
}

function signupSamples(locale: string): Sample[] {
  const form = { ...aFrame(locale), ...target, ...ways, email, askNames: true }
  const empty = { ...form, email: undefined, signIn: '/signin' }
  const wrong = {
    ...empty,
    problems: ['family_name_missing', 'email_invalid'],
    email: 'ada@',
    givenName: 'Ada',
  } as const
  const agreement = { termsUrl: 'https://meadow.test/terms', privacyUrl: 'https://meadow.test/privacy' }
  const common = { ...form, purpose: 'reset', problem: 'too_common' } as const
  return [
    { name: 'register', html: htmlOf(RegisterPage, empty) },
    { name: 'register-address-only', html: htmlOf(RegisterPage, { ...empty, askNames: false }) },
    { name: 'register-consent', html: htmlOf(RegisterPage, { ...empty, askConsent: true }) },
    { name: 'register-agreement', html: htmlOf(RegisterPage, { ...empty, agreement }) },
    {
      name: 'register-agreement-missing',
      html: htmlOf(RegisterPage, { ...empty, agreement, problems: ['agreement_missing'] }),
    },
    { name: 'profile-agreement', html: htmlOf(ProfilePage, { ...form, askNames: false, agreement }) },
    { name: 'register-problems', html: htmlOf(RegisterPage, wrong) },
    { name: 'profile', html: htmlOf(ProfilePage, form) },
    { name: 'profile-no-names', html: htmlOf(ProfilePage, { ...form, askNames: false }) },
    { name: 'new-password', html: htmlOf(NewPasswordPage, { ...form, purpose: 'create' }) },
    { name: 'new-password-common', html: htmlOf(NewPasswordPage, common) },
  ]
}

function withoutScript(html: string): string {
  return html.replace(/<script nonce=[^>]*>.*?<\/script>/s, '')
}

function endSamples(locale: string): Sample[] {
  const frame = aFrame(locale)
  const formPost = htmlOf(FormPostPage, { ...frame, ...target })
  const web = { ...frame, continueHref: 'https://shop.example.com/signed-in?code=abc', staysOpen: false }
  return [
    // The page without scripts; with its script it would be gone before anybody could look at it.
    { name: 'form-post', html: formPost.replace('document.forms[0].submit()', '') },
    { name: 'confirm-sign-out', html: htmlOf(ConfirmSignOutPage, { ...frame, ...target, isEverywhere: true }) },
    { name: 'signed-out', html: htmlOf(SignedOutPage, frame) },
    { name: 'signed-out-alone', html: htmlOf(SignedOutPage, { ...frame, application: undefined }) },
    // The page without its script.
    { name: 'success', html: withoutScript(htmlOf(SuccessPage, { ...frame, continueHref: 'shop:/signed-in' })) },
    { name: 'success-web', html: withoutScript(htmlOf(SuccessPage, web)) },
  ]
}

function deviceSamples(locale: string): Sample[] {
  const frame = aFrame(locale)
  const code = { ...frame, ...target, application: undefined, userCode: 'CSLDFDRT' }
  const application = { name: 'Meadow TV' }
  const requestedFrom = { ip: '203.0.113.7', browser: 'Chrome on Android' }
  const scopes = ['openid', 'profile', 'email', 'offline']
  const described = { key: 'read:programme', description: 'See what you watched, and go on where you stopped' }
  const bare = { key: 'write:programme', description: '' }
  const apis = [{ name: 'Programme', audience: 'https://api.meadow.test', scopes: [described, bare] }]
  const consent = {
    ...frame,
    ...target,
    application,
    email,
    requestedFrom,
    scopes,
    apis,
    deny: target,
    otherAccountHref: '/o',
  }
  return [
    { name: 'consent', html: htmlOf(ConsentPage, { ...consent, change: target }) },
    { name: 'device-code', html: htmlOf(DeviceCodePage, { ...code, userCode: undefined }) },
    { name: 'device-code-wrong', html: htmlOf(DeviceCodePage, { ...code, problem: 'wrong_code' }) },
    { name: 'device-elsewhere', html: htmlOf(DeviceElsewherePage, consent) },
    { name: 'device-consent', html: htmlOf(DeviceConsentPage, consent) },
    { name: 'device-consent-stale', html: htmlOf(DeviceConsentPage, { ...consent, problem: 'form_expired' }) },
    { name: 'device-approved', html: htmlOf(DeviceEndPage, { ...frame, application, end: 'approved' }) },
    { name: 'device-denied', html: htmlOf(DeviceEndPage, { ...frame, application, end: 'denied' }) },
    { name: 'device-taken', html: htmlOf(DeviceEndPage, { ...frame, application, end: 'taken' }) },
    { name: 'device-expired', html: htmlOf(DeviceEndPage, { ...frame, application, end: 'expired' }) },
  ]
}

function setupSamples(locale: string): Sample[] {
  const frame = aFrame(locale, { brand: { name: 'Gatehouse' }, application: undefined })
  const problems = ['given_name_missing', 'email_missing', 'password_too_short'] as const
  return [
    { name: 'setup', html: htmlOf(SetupPage, { ...frame, ...target }) },
    { name: 'setup-problems', html: htmlOf(SetupPage, { ...frame, ...target, problems }) },
    { name: 'console-door', html: htmlOf(ConsoleDoorPage, { ...frame, signInHref: '/console/sign-in' }) },
    {
      name: 'invitation-accept',
      html: htmlOf(AcceptInvitationPage, { ...frame, ...INVITATION, isOtherAddress: true, isConsentMissing: true }),
    },
    { name: 'invitation-sign-in', html: htmlOf(SignInToAcceptPage, { ...frame, ...INVITATION }) },
    {
      name: 'invitation-new',
      html: htmlOf(NewAccountPage, { ...frame, ...INVITATION, problems: ['given_name_missing', 'password_too_short'] }),
    },
    { name: 'invitation-gone', html: htmlOf(InvitationGonePage, { ...frame, isMember: false }) },
    { name: 'console-missing', html: htmlOf(ConsoleMissingPage, frame) },
    { name: 'home-name', html: htmlOf(NamePage, frame) },
    { name: 'home-development', html: htmlOf(DevelopmentHomePage, { ...frame, ...HOME }) },
    { name: 'setup-pending', html: htmlOf(SetupPendingPage, frame) },
    { name: 'setup-link-used', html: htmlOf(SetupLinkUsedPage, { ...frame, inboxHref: '/dev/inbox' }) },
  ]
}

const INVITATION = {
  asked: { business: 'Acme', role: 'engineer', inviter: 'ada@example.com', email: 'grace@example.com' },
  signedInAs: 'other@example.com',
  otherAccountHref: '/console/invitation/a?account=other',
  signInHref: '/console/sign-in',
  action: '/console/invitation/a',
  fields: { csrf: 'a' },
}

const HOME = {
  environment: 'Development',
  issuer: 'http://localhost:3000',
  consoleHref: 'http://admin.localhost:3000/console',
  inboxHref: '/dev/inbox',
}

function inboxSamples(locale: string): Sample[] {
  const frame = aFrame(locale, { brand: { name: 'Gatehouse' }, application: undefined })
  const inbox = { ...frame, now: noon, isSent: false, action: '/dev/inbox', eventsHref: '/dev/inbox/events' }
  const token = { ...frame, action: '/dev/inbox', fields: {} }
  const messages = [
    aMessage(locale, { id: '3', to: email, minutesAgo: 0 }),
    aMessage(locale, { id: '2', to: longEmail, minutesAgo: 12 }),
    { ...aMessage(locale, { id: '1', to: email, minutesAgo: 1500 }), code: undefined, htmlHref: undefined },
  ]
  return [
    { name: 'inbox', html: htmlOf(InboxPage, { ...inbox, messages }) },
    { name: 'inbox-sms', html: htmlOf(InboxPage, { ...inbox, messages: [aTextMessage(locale)] }) },
    { name: 'inbox-empty', html: htmlOf(InboxPage, { ...inbox, messages: [] }) },
    { name: 'inbox-token', html: htmlOf(InboxTokenPage, { ...token, problem: undefined }) },
    { name: 'inbox-token-wrong', html: htmlOf(InboxTokenPage, { ...token, problem: 'token_wrong' }) },
    { name: 'inbox-filtered', html: htmlOf(InboxPage, { ...inbox, messages: [], to: 'nobody@example.com' }) },
  ]
}

function aMessage(locale: string, sent: { id: string; to: string; minutesAgo: number }): InboxMessage {
  const { subject, text } = sampleMail(locale)
  const createdAt = new Date(noon.getTime() - sent.minutesAgo * 60_000)
  const channel = 'email' as const
  return {
    id: sent.id,
    channel,
    to: sent.to,
    subject,
    text,
    code: '482913',
    createdAt,
    htmlHref: `/dev/inbox/${sent.id}`,
  }
}

function aTextMessage(locale: string): InboxMessage {
  const { t } = aFrame(locale)
  const text = smsText({ t, code: '482913', business: 'Meadow', host: 'id.meadow.example' })
  const subject = text.split('\n', 1)[0] ?? ''
  return { id: '0', channel: 'sms', to: '+4915112345678', subject, text, code: '482913', createdAt: noon }
}

export function sampleMail(locale: string, purpose: 'sign_in' | 'sign_up' | 'reset' = 'sign_in') {
  const { t, dir } = aFrame(locale)
  const requestedFrom = { ip: '203.0.113.7', browser: 'Firefox on Linux' }
  const names = { business: 'Meadow', application: 'Meadow Shop' }
  return codeMail({ t, locale, dir, ...names, purpose, code: '482913', minutes: 120, requestedFrom })
}

const redirectUriDetail = [
  { label: 'Registered', value: 'https://shop.test/callback' },
  { label: 'Sent', value: 'https://shop.test/callback/' },
  { label: 'They differ at', value: 'character 27: "/" was sent, nothing is registered' },
]

const errorStates: Readonly<Record<ErrorKind, object>> = {
  flow_expired: {},
  flow_foreign: {},
  flow_finished: { application: undefined },
  cookies_blocked: {},
  bad_request: {},
  bad_client: { application: undefined, code: 'invalid_client' },
  no_address: { code: 'ORGANIZATION_ADDRESS_UNKNOWN' },
  bad_logout_uri: { detail: [{ label: 'redirect', value: 'https://shop.test/bye/' }] },
  bad_redirect_uri: { application: undefined, detail: redirectUriDetail },
  not_found: { application: undefined },
  unknown_host: { application: undefined, retryHref: 'http://localhost:3000/' },
  access_denied: {},
  account_suspended: {},
  organization_suspended: {},
  not_a_member: {
    application: { name: 'Meadow Shop' },
    ways: { other: target, cancel: target, signOutHref: '/logout' },
  },
  domain_not_allowed: {},
  address_not_admitted: {},
  rate_limited: { retryAfterSeconds: 45 },
  unavailable: { retryHref: '/signin' },
  server_error: { retryHref: '/signin', requestId: '01975b7c-7c1e-7a52-b5c3-7f0a2f4e9d11' },
}

function errorSamples(locale: string): Sample[] {
  const kinds = Object.entries(errorStates) as [ErrorKind, object][]
  return kinds.map(([kind, state]) => ({
    name: `error-${kind}`,
    html: htmlOf(ErrorPage, { ...aFrame(locale), kind, ...state }),
  }))
}
