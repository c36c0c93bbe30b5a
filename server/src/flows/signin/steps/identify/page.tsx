import {
  CancelForm,
  Field,
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
import type { Html, PageContext } from '../step.ts'
import { KnownPersonPage } from './known-person-page.tsx'
import type { AskedPerson } from './who-is-asked.ts'

export interface IdentifyPageProps extends FormPage<
  'email_missing' | 'email_not_ascii' | 'email_invalid' | 'email_too_many_tries'
> {
  /** The typed address, or the `login_hint` of the authorization request. */
  readonly email?: string | undefined
  /** Absent where the application hides the link to sign-up. */
  readonly signUp?: LinkTarget | undefined
}

/** The first page of signing in, with a field for the address. Posts `email`. */
export function IdentifyPage(props: IdentifyPageProps) {
  const { t, application, email, signUp, problem, cancel } = props
  return (
    <Shell
      frame={props}
      heading={t('identify.heading')}
      sentence={application && t('identify.sentence', { application: application.name })}
    >
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={props}>
        <Field
          name="email"
          type="email"
          label={t('email.label')}
          value={email}
          autocomplete="username"
          maxlength={254}
          focus
          problem={problem && problem !== 'form_expired' ? t(`email.problem.${problem}`) : undefined}
        />
        <PrimaryButton>{t('identify.submit')}</PrimaryButton>
      </Form>
      {signUp && (
        <OtherWay question={t('identify.new_here')}>
          <WayLink to={signUp}>{t('identify.sign_up')}</WayLink>
        </OtherWay>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

/** The typed address or the person that the page names, and the problem with the input. */
export interface IdentifyState extends AskedPerson {
  readonly problem?: IdentifyPageProps['problem']
}

export function drawIdentify(showing: PageContext<BeginningFact>, _due: object, state: IdentifyState = {}): Html {
  const { frame, situation, to, start } = showing
  const { isSelfSignUpAllowed, hasRegisterLinkOnSignInPage } = situation.settings
  const { known, email, problem } = state
  if (known !== undefined) {
    return renderPage(KnownPersonPage, { ...frame, ...to('identify'), email: known, change: to('change') })
  }
  const signUp = isSelfSignUpAllowed && hasRegisterLinkOnSignInPage ? start('sign_up') : undefined
  const wrong = problem && { problem }
  return renderPage(IdentifyPage, { ...frame, ...wrong, ...to('identify'), email, signUp })
}
