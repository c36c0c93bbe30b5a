import {
  CancelForm,
  Form,
  IdentityLine,
  LinkButton,
  markScripted,
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
import type { CredentialKind } from '#domain/identities'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import { changeLabel } from '../identify/change-label.ts'
import { kindIn, type IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'

/** None of these problems reveals whether the account exists (enumeration). */
export type PasswordProblem = 'password_missing' | 'wrong_password' | 'too_many_tries'

export interface PasswordPageProps extends FormPage<PasswordProblem> {
  readonly email: string
  readonly kind?: CredentialKind | undefined
  readonly change?: FormTarget | undefined
  readonly forgot?: FormTarget | undefined
}

/** Asks for the password of an address. Posts `password`. */
export function PasswordPage(props: PasswordPageProps) {
  const { t, application, email, kind = 'email', change, forgot, problem, cancel } = props
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t('password.heading')}
      script={markScripted + revealPassword}
    >
      <IdentityLine address={email}>
        {change && (
          <LinkButton target={change} label={changeLabel(t, kind)}>
            {t('identity.change')}
          </LinkButton>
        )}
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={props}>
        <UsernameForManagers email={email} />
        <PasswordField
          t={t}
          label={t('password.label')}
          autocomplete="current-password"
          focus
          problem={problem && problem !== 'form_expired' ? t(wordsOf(kind, problem)) : undefined}
        />
        <PrimaryButton>{t('password.submit')}</PrimaryButton>
      </Form>
      {forgot && (
        <div class="next">
          <SecondaryButton target={forgot}>{t('password.code')}</SecondaryButton>
          <p class="help">{t('password.code_help')}</p>
        </div>
      )}
      {forgot && (
        <div class="other">
          <LinkButton target={forgot}>{t('password.forgot')}</LinkButton>
        </div>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

/** Returns the key of the words for a problem: the wrong one of the two may be the username. */
function wordsOf(kind: CredentialKind, problem: PasswordProblem): string {
  return kind === 'username' && problem === 'wrong_password' ? 'method.username.wrong' : `password.problem.${problem}`
}

/** The problem with the password. */
export interface PasswordState {
  readonly problem?: PasswordProblem
}

export function drawPassword(
  showing: PageContext<BeginningFact & IdentifyFact>,
  _due: object,
  { problem }: PasswordState = {},
): Html {
  const { frame, to } = showing
  const wrong = problem && { problem }
  const kind = kindIn(showing.facts)
  const more = { email: addressShown(showing), kind, change: to('change'), forgot: to('forgot') }
  return renderPage(PasswordPage, { ...frame, ...wrong, ...to('password'), ...more })
}
