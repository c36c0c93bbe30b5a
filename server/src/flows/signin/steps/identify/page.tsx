import {
  CancelForm,
  Field,
  Form,
  Notice,
  OtherWay,
  PrimaryButton,
  Shell,
  WayLink,
  type FormPage,
  type LinkTarget,
} from '#flows/pages'

export interface IdentifyPageProps extends FormPage<
  'email_missing' | 'email_not_ascii' | 'email_invalid' | 'email_too_many_tries'
> {
  /** What was typed, or the `login_hint` of the authorization request. */
  readonly email?: string | undefined
  /** Absent where the application hides the link to sign-up. */
  readonly signUp?: LinkTarget | undefined
}

/** The first page of signing in: who is there? Posts `email`. */
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
