import {
  CancelForm,
  Field,
  Form,
  IdentityLine,
  Notice,
  PrimaryButton,
  renderPage,
  Shell,
  type FormPage,
} from '#flows/pages'
import { addressShown } from '../address-shown.ts'
import type { BeginningFact } from '../beginning.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { UsernameProblem } from '../identify/read-typed.ts'
import type { Html, PageContext } from '../step.ts'
import type { UsernameDue } from './when.ts'

export interface UsernamePageProps extends FormPage<UsernameProblem | 'username_taken'> {
  readonly address: string
  readonly username?: string | undefined
}

/** Asks for a username once the address is proven. Posts `username`. */
export function UsernamePage(props: UsernamePageProps) {
  const { t, application, address, username, problem, cancel } = props
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_up', { application: application.name })}
      heading={t('method.username.heading')}
      sentence={t('method.username.choose')}
    >
      <IdentityLine address={address} />
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={props}>
        <Field
          name="username"
          label={t('method.username.label')}
          value={username}
          autocomplete="username"
          maxlength={64}
          focus
          help={t('method.username.help')}
          problem={problem && problem !== 'form_expired' ? t(`method.problem.${problem}`) : undefined}
        />
        <PrimaryButton>{t('identify.submit')}</PrimaryButton>
      </Form>
      <CancelForm target={cancel}>{t('cancel.sign_up')}</CancelForm>
    </Shell>
  )
}

/** The typed username, and the problem with it. */
export interface UsernameState {
  readonly typed?: string
  readonly problem?: UsernameProblem
}

export function drawUsername(
  showing: PageContext<BeginningFact & IdentifyFact>,
  { taken }: UsernameDue,
  { typed = taken, problem }: UsernameState = {},
): Html {
  const { frame, to } = showing
  const shown: UsernamePageProps['problem'] = problem ?? (taken === undefined ? undefined : 'username_taken')
  const wrong = shown && frame.problem === undefined ? { problem: shown } : undefined
  const more = { address: addressShown(showing), username: typed }
  return renderPage(UsernamePage, { ...frame, ...wrong, ...to('username'), ...more })
}
