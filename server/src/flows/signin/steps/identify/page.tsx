import {
  askForPasskey,
  CancelForm,
  Form,
  Notice,
  OtherWay,
  PrimaryButton,
  renderPage,
  Shell,
  WayLink,
  type FormPage,
  type LinkTarget,
} from '#flows/pages'
import type { BeginningFact } from '../beginning.ts'
import { askOfFirstPage, type PasskeyRefusal } from '../passkey/index.ts'
import type { Html, PageContext } from '../step.ts'
import type { IdentifyFact } from './fact.ts'
import { firstFieldOf, IdentityInput, OtherFields, type FirstFieldProps } from './first-fields.tsx'
import { KnownPersonPage } from './known-person-page.tsx'
import type { IdentityProblem } from './read-typed.ts'
import { PasskeyButton, type PasskeyOffer } from './passkey-button.tsx'
import type { AskedPerson } from './who-is-asked.ts'

export interface IdentifyPageProps extends FormPage<IdentityProblem | 'email_too_many_tries'>, FirstFieldProps {
  /** The typed address, name or number, or the one of the `login_hint`. */
  readonly email?: string | undefined
  /** Absent where the host or the policy has no passkeys. */
  readonly passkey?: PasskeyOffer | undefined
  /** Absent where the application hides the link to sign-up. */
  readonly signUp?: LinkTarget | undefined
}

/** The first page of signing in, with one field for the identity. Posts `email`, `identity` or `phone`. */
export function IdentifyPage(props: IdentifyPageProps) {
  const { t, application, email, passkey, signUp, problem, cancel, field = 'email' } = props
  const sentence = field === 'email' ? 'identify.sentence' : `method.${field}.sentence`
  return (
    <Shell
      frame={props}
      heading={t('identify.heading')}
      sentence={application && t(sentence, { application: application.name })}
      script={passkey && askForPasskey}
    >
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={props}>
        <IdentityInput
          {...props}
          value={email}
          hasPasskeys={passkey !== undefined}
          problem={problem === 'form_expired' ? undefined : problem}
        />
        <PrimaryButton>{t('identify.submit')}</PrimaryButton>
      </Form>
      <PasskeyButton t={t} passkey={passkey} />
      <OtherFields t={t} others={props.others} />
      {signUp && (
        <OtherWay question={t('identify.new_here')}>
          <WayLink to={signUp}>{t('identify.sign_up')}</WayLink>
        </OtherWay>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

/** The typed identity or the person that the page names, and the problem with the input. */
export interface IdentifyState extends AskedPerson {
  readonly problem?: IdentifyPageProps['problem']
  /** The country that the person chose for their number. */
  readonly country?: string | undefined
  readonly passkeyProblem?: PasskeyRefusal
}

export function drawIdentify(
  showing: PageContext<BeginningFact & IdentifyFact>,
  _due: object,
  state: IdentifyState = {},
): Html {
  const { frame, situation, to, start } = showing
  const { isSelfSignUpAllowed, hasRegisterLinkOnSignInPage } = situation.settings
  const { known, email, problem, passkeyProblem, isPhone = false, country } = state
  const ask = askOfFirstPage(showing)
  const passkey = ask && { target: to('passkey'), ask, problem: passkeyProblem }
  if (known !== undefined) {
    return renderPage(KnownPersonPage, { ...frame, ...to('identify'), email: known, passkey, change: to('change') })
  }
  const signUp = isSelfSignUpAllowed && hasRegisterLinkOnSignInPage ? start('sign_up') : undefined
  const wrong = problem && { problem }
  const field = firstFieldOf(showing, 'sign_in', isPhone)
  return renderPage(IdentifyPage, { ...frame, ...wrong, ...to('identify'), ...field, country, email, passkey, signUp })
}
