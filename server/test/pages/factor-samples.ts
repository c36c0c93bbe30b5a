import type { FormTarget } from '../../src/flows/pages/index.ts'
import { FactorPage } from '../../src/flows/signin/steps/factor/page.tsx'
import {
  ChooseFactorPage,
  ConfirmFactorPage,
  FactorAddressPage,
} from '../../src/flows/signin/steps/enroll-factor/page.tsx'
import { RecoveryCodesPage } from '../../src/flows/signin/steps/recovery-codes/page.tsx'
import { aFrame } from './frame.ts'
import { htmlOf } from './html-of.ts'

const target: FormTarget = { action: '/signin/step', fields: { csrf_token: 'token', flow: 'flow' } }
const email = 'ada.lovelace@example.com'
/** A picture of one white point, in place of a code to scan. */
const PICTURE = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs='

/** The pages of second factors in every state that looks different. */
export function factorSamples(locale: string): { readonly name: string; readonly html: string }[] {
  const frame = aFrame(locale)
  const form = { ...frame, ...target, cancel: target, change: target, email, validSeconds: 600 }
  const enrolling = { ...form, back: target, cancelLabel: frame.t('cancel.sign_in') }
  const others = ['sms', 'recovery_code'].map((kind) => ({ kind, target }))
  const sent = { address: 'a•••@example.com', resend: target } as const
  const setup = { picture: PICTURE, key: 'ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567' }
  const codes = Array.from({ length: 10 }, (_, index) => `abc${String(index)}-defg-hjkm-npqr`)
  return [
    { name: 'factor-app', html: htmlOf(FactorPage, { ...form, kind: 'authenticator', others, trustDays: 30 }) },
    { name: 'factor-email', html: htmlOf(FactorPage, { ...form, ...sent, kind: 'email', others: [], trustDays: 1 }) },
    {
      name: 'factor-used',
      html: htmlOf(FactorPage, { ...form, kind: 'authenticator', others: [], problem: 'used_code' }),
    },
    { name: 'factor-recovery', html: htmlOf(FactorPage, { ...form, kind: 'recovery_code', others }) },
    {
      name: 'factor-choose',
      html: htmlOf(ChooseFactorPage, {
        ...enrolling,
        kinds: ['authenticator', 'sms', 'email'],
        isForced: false,
        decline: target,
      }),
    },
    {
      name: 'factor-number',
      html: htmlOf(FactorAddressPage, { ...enrolling, kind: 'sms', value: '0', problem: 'phone_invalid' }),
    },
    { name: 'factor-set-up-app', html: htmlOf(ConfirmFactorPage, { ...enrolling, kind: 'authenticator', setup }) },
    { name: 'factor-set-up-sms', html: htmlOf(ConfirmFactorPage, { ...enrolling, ...sent, kind: 'sms' }) },
    { name: 'recovery-codes', html: htmlOf(RecoveryCodesPage, { ...enrolling, codes }) },
  ]
}
