import { formatDuration } from '#platform/i18n'
import {
  Address,
  CancelForm,
  Checkbox,
  CodeField,
  Field,
  Form,
  IdentityLine,
  LinkButton,
  Notice,
  PrimaryButton,
  renderPage,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'
import type { FactorKind } from '#domain/factors'
import { addressShown } from '../address-shown.ts'
import { CODE_DIGITS } from '../code/send-code.ts'
import type { FactorFacts } from '../second-factor/index.ts'
import type { Html, PageContext } from '../step.ts'
import type { FactorFact } from './fact.ts'
import { factorCodeMinutes } from './send-factor-code.ts'
import { RECOVERY, type FactorDue } from './when.ts'

export type FactorProblem =
  | 'code_missing'
  | 'wrong_code'
  | 'used_code'
  | 'expired_code'
  | 'too_many_tries'
  | 'recovery_missing'
  | 'wrong_recovery'

export interface FactorPageProps extends FormPage<FactorProblem> {
  readonly email: string
  readonly kind: Exclude<FactorKind, 'passkey'> | typeof RECOVERY
  /** The address or number that got the code. */
  readonly address?: string | undefined
  readonly validSeconds: number
  /** Days for which this browser may be trusted; absent where it may not. */
  readonly trustDays?: number | undefined
  readonly others: readonly { readonly kind: string; readonly target: FormTarget }[]
  readonly resend?: FormTarget | undefined
  readonly change?: FormTarget | undefined
  readonly notice?: 'sent_again' | undefined
}

/** Asks for a second factor, or for a recovery code in its place. Posts `code` and `trust`. */
export function FactorPage(props: FactorPageProps) {
  const { t, kind, address, email, others, resend, change, problem, notice, cancel, application, trustDays } = props
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t(`factor.heading.${kind}`)}
      sentence={t(`factor.sentence.${kind}`)}
    >
      <IdentityLine address={email}>
        {change && (
          <LinkButton target={change} label={t('identity.change_label')}>
            {t('identity.change')}
          </LinkButton>
        )}
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      {notice && !problem && <Notice tone="success">{t(`factor.notice.${notice}`)}</Notice>}
      {address !== undefined && (
        <p class="sentence">
          {t('factor.sent_to')} <Address>{address}</Address>
        </p>
      )}
      <Form target={props}>
        <FactorField {...props} />
        {trustDays !== undefined && <Checkbox name="trust" label={t('factor.trust', { days: trustDays })} />}
        <PrimaryButton>{t('factor.submit')}</PrimaryButton>
      </Form>
      <div class="rows">
        {resend && (
          <div>
            <LinkButton target={resend}>{t('factor.resend')}</LinkButton>
          </div>
        )}
        {others.map((other) => (
          <div>
            <LinkButton target={other.target}>{t(`factor.use.${other.kind}`)}</LinkButton>
          </div>
        ))}
        {others.length === 0 && kind !== RECOVERY && <p>{t('factor.lost')}</p>}
      </div>
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

function FactorField({ t, locale, kind, problem, validSeconds }: FactorPageProps) {
  const shown = problem && problem !== 'form_expired' ? t(`factor.problem.${problem}`) : undefined
  if (kind === RECOVERY) {
    return (
      <Field
        name="code"
        label={t('factor.label.recovery_code')}
        autocomplete="off"
        maxlength={64}
        focus
        help={t('factor.help.recovery_code')}
        problem={shown}
      />
    )
  }
  const lifetime = formatDuration(locale, validSeconds)
  const help = kind === 'authenticator' ? t('factor.help.authenticator') : t('factor.help.sent', { lifetime })
  return (
    <CodeField
      label={t(`factor.label.${kind}`)}
      digits={CODE_DIGITS}
      help={shown === undefined ? help : undefined}
      problem={shown}
    />
  )
}

/** The problem with the code. */
export interface FactorState {
  readonly problem?: FactorPageProps['problem']
}

export function drawFactor(
  showing: PageContext<FactorFacts & FactorFact>,
  { option, others, hasRecoveryCodes, isTrustable }: FactorDue,
  { problem }: FactorState = {},
): Html {
  const { frame, situation, isEnteredAgain, to } = showing
  const kind = kindShown(option?.kind)
  const isSent = kind === 'email' || kind === 'sms'
  const choosing = to('factor-choose')
  const choices = [...others.map((one) => one.kind), ...(hasRecoveryCodes && option ? [RECOVERY] : [])]
  return renderPage(FactorPage, {
    ...frame,
    ...(problem && { problem }),
    ...to('factor'),
    kind,
    email: addressShown(showing),
    address: isSent ? masked(kind, option?.address ?? '') : undefined,
    validSeconds: factorCodeMinutes(situation) * 60,
    trustDays: isTrustable ? situation.second?.policy.trustedDeviceDays : undefined,
    others: choices.map((one) => ({ kind: one, target: { ...choosing, fields: { ...choosing.fields, kind: one } } })),
    resend: isSent ? to('factor-resend') : undefined,
    notice: isEnteredAgain ? 'sent_again' : undefined,
    change: to('change'),
  })
}

function kindShown(kind: FactorKind | undefined): FactorPageProps['kind'] {
  return kind === undefined || kind === 'passkey' ? RECOVERY : kind
}

/** Returns enough of an address to recognise it, and too little to learn it: the page comes after one factor only. */
function masked(kind: 'email' | 'sms', address: string): string {
  if (kind === 'sms') return `${address.slice(0, 3)} ••• ${address.slice(-2)}`
  const at = address.lastIndexOf('@')
  return `${address.slice(0, 1)}•••${address.slice(at)}`
}
