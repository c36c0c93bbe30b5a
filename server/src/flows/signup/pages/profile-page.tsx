import {
  CancelForm,
  Checkbox,
  fieldProblems,
  Form,
  IdentityLine,
  NameFields,
  Notice,
  PrimaryButton,
  ProblemSummary,
  Shell,
  type FormPage,
  type NameProblem,
} from '#flows/pages'

export interface ProfilePageProps extends FormPage<never> {
  readonly email: string
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  readonly askNames: boolean
  /** The box for news. */
  readonly askConsent?: boolean | undefined
  readonly problems?: readonly NameProblem[] | undefined
}

/** The address is proven and has no account yet: what is missing to create one. Posts the names, if asked. */
export function ProfilePage(props: ProfilePageProps) {
  const { t, application, email, givenName, familyName, askNames, problem, cancel } = props
  const problems = fieldProblems(props.problems, ['given_name', 'family_name'], (key) => t(`name.problem.${key}`))
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_up', { application: application.name })}
      heading={t(askNames ? 'profile.heading' : 'profile.heading_without_names')}
      sentence={t('profile.sentence')}
    >
      <IdentityLine address={email} />
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <ProblemSummary title={t('form.problems', { count: problems.length })} problems={problems} />
      <Form target={props}>
        {askNames && (
          <NameFields
            t={t}
            givenName={givenName}
            familyName={familyName}
            problems={problems}
            focus={problems.length === 0}
          />
        )}
        {props.askConsent === true && (
          <Checkbox
            name="marketing_consent"
            label={t('register.marketing', { application: application?.name ?? '' })}
          />
        )}
        <PrimaryButton>{t('profile.submit')}</PrimaryButton>
      </Form>
      <CancelForm target={cancel}>{t('cancel.sign_up')}</CancelForm>
    </Shell>
  )
}
