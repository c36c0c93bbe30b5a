import {
  CancelForm,
  Checkbox,
  Field,
  fieldProblems,
  Form,
  isFirst,
  LinkedMessage,
  NameFields,
  Notice,
  OtherWay,
  PrimaryButton,
  problemOf,
  ProblemSummary,
  safeHref,
  Shell,
  type FormPage,
  type NameProblem,
  type PageFrame,
} from '#flows/pages'

export type RegisterProblem = NameProblem | 'email_missing' | 'email_invalid' | 'email_too_many_tries'

export interface RegisterPageProps extends FormPage<never> {
  readonly email?: string | undefined
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  /** Off where the application asks for nothing but the address. */
  readonly askNames: boolean
  /** The box for news: whether it is there, and whether the person ticked it. */
  readonly askConsent?: boolean | undefined
  readonly wantsMarketing?: boolean | undefined
  /** All at once, so that nobody mends them one by one. */
  readonly problems?: readonly RegisterProblem[] | undefined
  /** Left out where the application hides the way to sign-in. */
  readonly signInHref?: string | undefined
}

/** The first page of signing up. Posts `email` and, if asked, `given_name` and `family_name`. */
export function RegisterPage(props: RegisterPageProps) {
  const { t, application, email, askNames, problem, cancel } = props
  const problems = fieldProblems(props.problems, ['email', 'given_name', 'family_name'], (key, field) =>
    t(field === 'email' ? `email.problem.${key}` : `name.problem.${key}`),
  )
  const signIn = safeHref(props.signInHref)
  return (
    <Shell
      frame={props}
      heading={t('register.heading')}
      sentence={application && t('register.sentence', { application: application.name })}
    >
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <ProblemSummary title={t('form.problems', { count: problems.length })} problems={problems} />
      <Form target={props}>
        <Field
          name="email"
          type="email"
          label={t('email.label')}
          value={email}
          autocomplete="email"
          maxlength={254}
          focus={problems.length === 0 || isFirst(problems, 'email')}
          problem={problemOf(problems, 'email')}
        />
        {askNames && <NameFields t={t} givenName={props.givenName} familyName={props.familyName} problems={problems} />}
        {props.askConsent === true && (
          <Checkbox
            name="marketing_consent"
            label={t('register.marketing', { application: application?.name ?? '' })}
            isTicked={props.wantsMarketing}
          />
        )}
        <PrimaryButton>{t('register.submit')}</PrimaryButton>
      </Form>
      <Agreement {...props} />
      {signIn && (
        <OtherWay question={t('register.have_account')}>
          <a href={signIn}>{t('register.sign_in')}</a>
        </OtherWay>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_up')}</CancelForm>
    </Shell>
  )
}

/** What creating an account means in law, where the environment has terms. */
function Agreement({ t, termsUrl, privacyUrl }: PageFrame) {
  const terms = safeHref(termsUrl)
  const privacy = safeHref(privacyUrl)
  if (!terms) return null
  return (
    <p class="fine">
      <LinkedMessage
        t={t}
        name={privacy ? 'register.agree_both' : 'register.agree_terms'}
        parts={{
          terms: <a href={terms}>{t('register.terms')}</a>,
          privacy: <a href={privacy}>{t('register.privacy')}</a>,
        }}
      />
    </p>
  )
}
