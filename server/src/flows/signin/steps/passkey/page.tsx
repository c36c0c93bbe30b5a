import {
  askForPasskey,
  CancelForm,
  IdentityLine,
  LinkButton,
  Notice,
  PasskeyForm,
  renderPage,
  Shell,
  type FormPage,
  type FormTarget,
  type PasskeyAsk,
} from '#flows/pages'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'
import { askForOwn } from './ask.ts'
import type { PasskeyRefusal, PasskeyState } from './take.ts'
import type { PasskeyDue } from './when.ts'

export interface PasskeyPageProps extends FormPage<PasskeyRefusal> {
  readonly email: string
  readonly ask: PasskeyAsk | undefined
  readonly change: FormTarget
  /** Other factors that the person may use instead; none where a passkey is mandatory. */
  readonly others?: readonly { readonly kind: string; readonly target: FormTarget }[] | undefined
}

/** Asks for a passkey of a person who proved something else before. Posts `credential`. */
export function PasskeyPage(props: PasskeyPageProps) {
  const { t, application, email, ask, change, others = [], problem, cancel } = props
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t('passkey.check.heading')}
      sentence={t(others.length > 0 ? 'passkey.check.factor' : 'passkey.check.sentence')}
      script={askForPasskey}
    >
      <IdentityLine address={email}>
        <LinkButton target={change} label={t('identity.change_label')}>
          {t('identity.change')}
        </LinkButton>
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      {ask && (
        <PasskeyForm
          t={t}
          target={props}
          ask={ask}
          problem={problem && problem !== 'form_expired' ? t(`passkey.problem.${problem}`) : undefined}
        >
          {t('passkey.check.submit')}
        </PasskeyForm>
      )}
      <p class="help" data-without-passkeys>
        {t('passkey.missing')}
      </p>
      <div class="rows">
        {others.map((other) => (
          <div>
            <LinkButton target={other.target}>{t(`factor.use.${other.kind}`)}</LinkButton>
          </div>
        ))}
        {others.length === 0 && <p>{t('passkey.check.lost')}</p>}
      </div>
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

export function drawPasskey(
  showing: PageContext<BeginningFact & IdentifyFact>,
  { others }: PasskeyDue,
  state?: PasskeyState,
): Html {
  const { frame, to } = showing
  const problem = state && { problem: state.passkeyProblem }
  const choosing = to('factor-choose')
  const choices = others.map((kind) => ({ kind, target: { ...choosing, fields: { ...choosing.fields, kind } } }))
  const more = { others: choices, email: addressShown(showing), change: to('change'), ask: askForOwn(showing) }
  return renderPage(PasskeyPage, { ...frame, ...problem, ...to('passkey-check'), ...more })
}
