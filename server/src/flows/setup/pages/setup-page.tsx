import {
  Field,
  fieldProblems,
  Form,
  isFirst,
  markScripted,
  measurePassword,
  NameFields,
  Notice,
  PasswordField,
  PrimaryButton,
  problemOf,
  ProblemSummary,
  revealPassword,
  Shell,
  type FormPage,
  type NameProblem,
} from '#flows/pages'

export type SetupProblem =
  | NameProblem
  | 'email_missing'
  | 'email_not_ascii'
  | 'email_invalid'
  | 'email_taken'
  | 'password_missing'
  | 'password_too_short'
  | 'password_too_long'
  | 'password_too_common'
  | 'password_same_as_identity'
  | 'password_same_as_place'

export interface SetupPageProps extends FormPage<never> {
  readonly email?: string | undefined
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  readonly minimum?: number | undefined
  readonly problems?: readonly SetupProblem[] | undefined
}

/** Creates the first administrator. Posts `given_name`, `family_name`, `email` and `password`. */
export function SetupPage(props: SetupPageProps) {
  const { t, email, givenName, familyName, minimum = 8, problem } = props
  const fields = ['given_name', 'family_name', 'email', 'password']
  const problems = fieldProblems(props.problems, fields, (key, field) => sayProblem(props, key, field))
  return (
    <Shell
      frame={props}
      heading={t('setup.heading')}
      sentence={t('setup.sentence')}
      script={markScripted + revealPassword + measurePassword}
    >
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <ProblemSummary title={t('form.problems', { count: problems.length })} problems={problems} />
      <Form target={props}>
        <NameFields
          t={t}
          givenName={givenName}
          familyName={familyName}
          problems={problems}
          focus={problems.length === 0}
        />
        <Field
          name="email"
          type="email"
          label={t('email.label')}
          value={email}
          autocomplete="username"
          maxlength={254}
          focus={isFirst(problems, 'email')}
          problem={problemOf(problems, 'email')}
        />
        <PasswordField
          t={t}
          label={t('new_password.label.create')}
          autocomplete="new-password"
          minimum={minimum}
          focus={isFirst(problems, 'password')}
          help={t('new_password.help', { minimum })}
          problem={problemOf(problems, 'password')}
        />
        <PrimaryButton>{t('setup.submit')}</PrimaryButton>
      </Form>
    </Shell>
  )
}

function sayProblem({ t, minimum = 8 }: SetupPageProps, key: SetupProblem, field: string): string {
  if (field === 'email') return t(`email.problem.${key}`)
  if (field !== 'password') return t(`name.problem.${key}`)
  return t(`new_password.problem.${key === 'password_missing' ? key : key.replace('password_', '')}`, { minimum })
}
