import { formatDuration } from '#platform/i18n'
import {
  Address,
  CancelForm,
  CodeField,
  Field,
  Form,
  IdentityLine,
  LinkButton,
  Notice,
  PrimaryButton,
  renderPage,
  SecondaryButton,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'
import type { StoredKind } from '#domain/factors'
import { addressShown } from '../address-shown.ts'
import { CODE_DIGITS } from '../code/send-code.ts'
import { factorCodeMinutes } from '../factor/send-factor-code.ts'
import type { FactorFacts } from '../second-factor/index.ts'
import type { Html, PageContext } from '../step.ts'
import type { EnrollFact } from './fact.ts'
import type { AppSetup, EnrollState } from './state.ts'
import type { EnrollDue } from './when.ts'

interface EnrollPageProps extends FormPage<NonNullable<EnrollState['problem']>> {
  readonly email: string
  readonly back?: FormTarget | undefined
  readonly decline?: FormTarget | undefined
  readonly cancelLabel: string
}

export interface ChooseFactorPageProps extends EnrollPageProps {
  readonly kinds: readonly StoredKind[]
  readonly isForced: boolean
}

/** Asks which second factor the person wants to set up. Each button posts its `kind`. */
export function ChooseFactorPage(props: ChooseFactorPageProps) {
  const { t, action, fields, kinds, isForced } = props
  const manner = isForced ? 'required' : 'optional'
  return (
    <EnrollShell
      {...props}
      heading={t(`factor.choose.heading.${manner}`)}
      sentence={t(`factor.choose.sentence.${manner}`)}
    >
      <div class="stack">
        {kinds.map((kind) => (
          <SecondaryButton target={{ action, fields: { ...fields, kind } }}>
            {t(`factor.choose.${kind}`)}
          </SecondaryButton>
        ))}
      </div>
    </EnrollShell>
  )
}

export interface FactorAddressPageProps extends EnrollPageProps {
  readonly kind: 'email' | 'sms'
  readonly value: string
}

/** Asks for the address or number that codes shall go to. Posts `address`. */
export function FactorAddressPage(props: FactorAddressPageProps) {
  const { t, kind, value, problem } = props
  return (
    <EnrollShell
      {...props}
      heading={t(`factor.address.heading.${kind}`)}
      sentence={t(`factor.address.sentence.${kind}`)}
    >
      <Form target={props}>
        <Field
          name="address"
          label={t(`factor.address.label.${kind}`)}
          type={kind === 'email' ? 'email' : 'text'}
          value={value}
          autocomplete={kind === 'email' ? 'email' : 'tel'}
          maxlength={kind === 'email' ? 254 : 40}
          focus
          help={kind === 'sms' ? t('factor.address.help.sms') : undefined}
          problem={problem && problem !== 'form_expired' ? t(`factor.problem.${problem}`) : undefined}
        />
        <PrimaryButton>{t('factor.address.submit')}</PrimaryButton>
      </Form>
    </EnrollShell>
  )
}

export interface ConfirmFactorPageProps extends EnrollPageProps {
  /** Undefined: a code was sent to `address`. */
  readonly setup?: AppSetup | undefined
  readonly kind: StoredKind
  readonly address?: string | undefined
  readonly validSeconds: number
  readonly resend?: FormTarget | undefined
  readonly notice?: 'sent_again' | undefined
}

/** Shows how to set up an app, or that a code was sent, and asks for the first code. Posts `code`. */
export function ConfirmFactorPage(props: ConfirmFactorPageProps) {
  const { t, locale, kind, setup, address, problem, notice, resend, validSeconds } = props
  const lifetime = formatDuration(locale, validSeconds)
  const help = kind === 'authenticator' ? t('factor.help.authenticator') : t('factor.help.sent', { lifetime })
  const shown = problem && problem !== 'form_expired' ? t(`factor.problem.${problem}`) : undefined
  return (
    <EnrollShell
      {...props}
      heading={t(`factor.confirm.heading.${kind}`)}
      sentence={t(`factor.confirm.sentence.${kind}`)}
    >
      {notice && !problem && <Notice tone="success">{t(`factor.notice.${notice}`)}</Notice>}
      {address !== undefined && (
        <p class="sentence">
          {t('factor.sent_to')} <Address>{address}</Address>
        </p>
      )}
      {setup && <AppSetupPicture t={t} setup={setup} />}
      <Form target={props}>
        <CodeField
          label={t(`factor.label.${kind}`)}
          digits={CODE_DIGITS}
          help={shown === undefined ? help : undefined}
          problem={shown}
        />
        <PrimaryButton>{t('factor.confirm.submit')}</PrimaryButton>
      </Form>
      {resend && (
        <div class="rows">
          <div>
            <LinkButton target={resend}>{t('factor.resend')}</LinkButton>
          </div>
        </div>
      )}
    </EnrollShell>
  )
}

function AppSetupPicture({ t, setup: { picture, key } }: Pick<EnrollPageProps, 't'> & { readonly setup: AppSetup }) {
  return (
    <div class="setup">
      <img src={picture} alt={t('factor.confirm.picture')} width="240" height="240" />
      <p>{t('factor.confirm.key')}</p>
      <code dir="ltr" translate="no">
        {key}
      </code>
    </div>
  )
}

const SETUP_STYLES = `
.setup{display:grid;gap:.5rem;justify-items:center;text-align:center;margin-block:1.5rem}
.setup img{background:#fff;border-radius:10px;max-inline-size:100%;block-size:auto}
.setup p{color:var(--quiet);font-size:.875rem}
.setup code{font:600 .9375rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:all;overflow-wrap:anywhere}
`

interface EnrollShellProps extends EnrollPageProps {
  readonly heading: string
  readonly sentence: string
  readonly children: Parameters<typeof Shell>[0]['children']
}

function EnrollShell(props: EnrollShellProps) {
  const { t, heading, sentence, email, problem, back, decline, cancel, cancelLabel, application, children } = props
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={heading}
      sentence={sentence}
      styles={SETUP_STYLES}
    >
      <IdentityLine address={email} />
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      {children}
      {(back ?? decline) && (
        <div class="rows">
          {back && (
            <div>
              <LinkButton target={back}>{t('factor.back')}</LinkButton>
            </div>
          )}
          {decline && (
            <div>
              <LinkButton target={decline}>{t('factor.decline')}</LinkButton>
            </div>
          )}
        </div>
      )}
      <CancelForm target={cancel}>{cancelLabel}</CancelForm>
    </Shell>
  )
}

export function drawEnrollment(
  showing: PageContext<FactorFacts & EnrollFact>,
  due: EnrollDue,
  { problem, setup, typed }: EnrollState = {},
): Html {
  const { frame, facts, situation, isEnteredAgain, to } = showing
  const { stage, kinds, isForced } = due
  const shared = {
    ...frame,
    ...(problem && { problem }),
    email: addressShown(showing),
    back: stage.name === 'choose' || (isForced && kinds.length === 1) ? undefined : to('enroll-back'),
    decline: isForced ? undefined : to('enroll-decline'),
    cancelLabel: frame.t(`cancel.${facts.intent}`),
  }
  if (stage.name === 'choose')
    return renderPage(ChooseFactorPage, { ...shared, ...to('enroll-choose'), kinds, isForced })
  if (stage.name === 'address') {
    const value = typed ?? stage.suggested ?? ''
    return renderPage(FactorAddressPage, { ...shared, ...to('enroll-address'), kind: stage.kind, value })
  }
  const confirming = { ...shared, ...to('enroll'), validSeconds: factorCodeMinutes(situation) * 60 }
  if (stage.name === 'seed') return renderPage(ConfirmFactorPage, { ...confirming, kind: 'authenticator', setup })
  const { kind, address } = stage.recipient
  return renderPage(ConfirmFactorPage, {
    ...confirming,
    kind,
    address,
    resend: to('enroll-resend'),
    notice: isEnteredAgain ? 'sent_again' : undefined,
  })
}
