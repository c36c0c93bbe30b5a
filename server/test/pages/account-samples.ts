import type { Identity } from '#domain/identities'
import type { ListedSession } from '#domain/sessions'
import { AddEmailPage } from '../../src/flows/account/changes/add-email.tsx'
import { ConfirmPage } from '../../src/flows/account/changes/confirm-address.tsx'
import { PasswordPage } from '../../src/flows/account/changes/password.tsx'
import { RemovePage } from '../../src/flows/account/changes/remove-identity.tsx'
import { OverviewPage } from '../../src/flows/account/pages/overview-page.tsx'
import { UndoPage } from '../../src/flows/account/undo.tsx'
import { aFrame } from './frame.ts'
import { htmlOf } from './html-of.ts'

const target = { action: '/account/step', fields: { csrf: 'token' } }
const now = new Date('2026-03-02T12:00:00Z')

const identity = (typed: string, more: Partial<Identity> = {}): Identity => ({
  id: '019391da-f58d-87d8-a721-3419c016ac95',
  userId: '019391da-f58d-87d8-a721-3419c016ac96',
  kind: 'email',
  typed,
  normalized: typed,
  isPrimary: false,
  verifiedAt: now,
  connectionId: undefined,
  email: undefined,
  createdAt: now,
  lastSignedInAt: undefined,
  totalSignIns: 1,
  ...more,
})

const session = (id: string, userAgent: string): ListedSession => ({
  id,
  organizationCode: undefined,
  applicationId: undefined,
  createdAt: now,
  lastActiveAt: now,
  expiresAt: now,
  ip: '203.0.113.7',
  userAgent,
  lastIp: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
  lastUserAgent: userAgent,
})

/** The page of an account, and the pages that change it. */
export function accountSamples(locale: string): { readonly name: string; readonly html: string }[] {
  const frame = { ...aFrame(locale), application: undefined }
  const change = { ...frame, ...target, isFormExpired: false, state: undefined }
  const main = identity('ada.lovelace@example.com', { isPrimary: true })
  const other = identity('a.very.long.name.of.somebody.patient@an-even-longer-domain.example.com')
  const overview = {
    name: 'Ada Lovelace',
    identities: [main, other, identity('ada', { kind: 'username', isPrimary: true, verifiedAt: undefined })],
    isManaged: false,
    canAddPhone: true,
    factors: [],
    canAddFactor: true,
    recoveryCodes: 0,
    trustedDevices: [],
    hasPassword: true,
    sessions: [session('one', 'Firefox/140.0 Linux'), session('two', '')],
    presentSessionId: 'one',
    grants: [],
    now,
  }
  const claim = { id: 'claim', kind: 'email', typed: 'ada@example.com', normalized: 'ada@example.com' } as const
  const password = { problem: 'too_common' } as const
  const account = {
    identity: { kind: 'email', typed: main.typed, normalized: main.normalized, isVerified: true },
    passwordHash: undefined,
  } as const
  return [
    { name: 'account', html: htmlOf(OverviewPage, { ...frame, overview, done: 'password' }) },
    {
      name: 'account-managed',
      html: htmlOf(OverviewPage, { ...frame, overview: { ...overview, isManaged: true }, done: undefined }),
    },
    { name: 'account-email', html: htmlOf(AddEmailPage, { ...change, subject: true }) },
    {
      name: 'account-confirm-wrong',
      html: htmlOf(ConfirmPage, { ...change, subject: claim, state: { problem: 'taken' } }),
    },
    { name: 'account-password', html: htmlOf(PasswordPage, { ...change, subject: account, state: password }) },
    {
      name: 'account-remove-last',
      html: htmlOf(RemovePage, { ...change, subject: main, state: { problem: 'last_way_in' } }),
    },
    { name: 'account-undo', html: htmlOf(UndoPage, { ...frame, target, end: 'asked' }) },
  ]
}
