import { CancelForm, Field, Form, Notice, OtherWay, PrimaryButton, safeHref, Shell, type FormPage } from '#flows/pages'

export interface IdentifyPageProps extends FormPage<
  'email_missing' | 'email_not_ascii' | 'email_invalid' | 'email_too_many_tries'
> {
  /** What was typed, or the `login_hint` of the authorization request. */
  readonly email?: string | undefined
  /** Left out where the application hides the way to sign-up (compat §9.5). */
  readonly signUpHref?: string | undefined
}

/** The first page of signing in: who is there? Posts `email`. */
export function IdentifyPage(props: IdentifyPageProps) {
  const { t, application, email, signUpHref, problem, cancel } = props
  const signUp = safeHref(signUpHref)
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
          <a href={signUp}>{t('identify.sign_up')}</a>
        </OtherWay>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}
