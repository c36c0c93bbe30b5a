import { CodePage, ErrorPage, renderPage, type ErrorKind, type FormTarget } from '#flows/pages'
import { IdentifyPage } from '../../src/flows/signin/pages/identify-page.tsx'
import { aFrame } from './frame.ts'

export interface Sample {
  readonly name: string
  readonly html: string
}

const target: FormTarget = { action: '/signin/step', fields: { csrf_token: 'token', flow: 'flow' } }
const email = 'ada.lovelace@example.com'
const code = {
  ...target,
  email,
  digits: 6,
  validSeconds: 7200,
  change: target,
  resend: target,
  cancel: target,
} as const

export function samplePages(locale: string): Sample[] {
  const frame = aFrame(locale)
  const form = { ...frame, ...target, cancel: target }
  return [
    { name: 'identify', html: renderPage(IdentifyPage, { ...form, signUpHref: '/signup' }) },
    {
      name: 'identify-problem',
      html: renderPage(IdentifyPage, { ...form, email: 'ada@', problem: 'email_invalid', signUpHref: '/signup' }),
    },
    { name: 'code', html: renderPage(CodePage, { ...frame, ...code, purpose: 'sign_in' }) },
    {
      name: 'code-problem',
      html: renderPage(CodePage, { ...frame, ...code, purpose: 'sign_up', problem: 'expired_code' }),
    },
    { name: 'code-notice', html: renderPage(CodePage, { ...frame, ...code, purpose: 'reset', notice: 'sent_again' }) },
    ...errorSamples(locale),
  ]
}

const errorKinds: readonly ErrorKind[] = ['flow_expired', 'bad_redirect_uri']

function errorSamples(locale: string): Sample[] {
  const frame = aFrame(locale)
  return errorKinds.map((kind) => ({ name: `error-${kind}`, html: renderPage(ErrorPage, { ...frame, kind }) }))
}
