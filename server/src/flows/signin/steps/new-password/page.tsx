import {
  CancelForm,
  Form,
  IdentityLine,
  markScripted,
  measurePassword,
  Notice,
  PasswordField,
  PrimaryButton,
  renderPage,
  revealPassword,
  SecondaryButton,
  Shell,
  UsernameForManagers,
  type FormPage,
  type FormTarget,
} from '#flows/pages'
import type { ChosenPasswordProblem } from '#domain/credentials'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'
import type { NewPasswordDue } from './when.ts'

/** The problems that a chosen password may have. */
export type NewPasswordProblem = ChosenPasswordProblem

export interface NewPasswordPageProps extends FormPage<NewPasswordProblem> {
  readonly purpose: 'create' | 'reset'
  readonly email: string
  /** The reason where a right password is replaced because it is known from a breach. */
  readonly breached?: 'advised' | 'required' | undefined
  /** Keeps the present password, where that is possible. */
  readonly keep?: FormTarget | undefined
  /** The default is 8; there are no composition rules (NIST SP 800-63B-4 §3.1.1.2). */
  readonly minimum?: number | undefined
}

/** Asks for a new password after the address was proven. Posts `password`. */
export function NewPasswordPage(props: NewPasswordPageProps) {
  const { t, purpose, email, minimum = 8, problem, cancel, application, breached, keep } = props
  const kind = purpose === 'create' ? 'sign_up' : 'reset'
  return (
    <Shell
      frame={props}
      context={application && t(`context.${kind}`, { application: application.name })}
      heading={t(`new_password.heading.${purpose}`)}
      sentence={purpose === 'reset' ? t(`new_password.sentence.${breached ?? 'reset'}`) : undefined}
      script={markScripted + revealPassword + measurePassword}
    >
      <IdentityLine address={email} />
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={props}>
        <UsernameForManagers email={email} />
        <PasswordField
          t={t}
          label={t(`new_password.label.${purpose}`)}
          autocomplete="new-password"
          minimum={minimum}
          focus
          help={t('new_password.help', { minimum })}
          problem={
            problem && problem !== 'form_expired' ? t(`new_password.problem.${problem}`, { minimum }) : undefined
          }
        />
        <PrimaryButton>{t(`new_password.submit.${purpose}`)}</PrimaryButton>
      </Form>
      {keep && (
        <div class="next">
          <SecondaryButton target={keep}>{t('new_password.keep')}</SecondaryButton>
        </div>
      )}
      <CancelForm target={cancel}>{t(`cancel.${kind}`)}</CancelForm>
    </Shell>
  )
}

/** The problem with the password. */
export interface NewPasswordState {
  readonly problem?: NewPasswordProblem
}

export function drawNewPassword(
  showing: PageContext<BeginningFact & IdentifyFact>,
  { purpose, breached }: NewPasswordDue,
  { problem }: NewPasswordState = {},
): Html {
  const { frame, to } = showing
  const wrong = problem && { problem }
  return renderPage(NewPasswordPage, {
    ...frame,
    ...wrong,
    ...to('new-password'),
    email: addressShown(showing),
    purpose,
    breached,
    keep: breached === 'advised' ? to('keep-password') : undefined,
  })
}
