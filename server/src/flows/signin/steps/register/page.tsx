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
  renderPage,
  safeHref,
  Shell,
  WayLink,
  type FormPage,
  type LinkTarget,
  type PageFrame,
} from '#flows/pages'
import type { Agreement } from '#domain/agreements'
import type { BeginningFact } from '../beginning.ts'
import { AgreementBox } from '../profile/agreement-box.tsx'
import { agreementIn } from '../profile/agreement.ts'
import type { ProfileProblem } from '../profile/page.tsx'
import type { Html, PageContext } from '../step.ts'

export type RegisterProblem =
  ProfileProblem | 'email_missing' | 'email_not_ascii' | 'email_invalid' | 'email_too_many_tries'

export interface RegisterPageProps extends FormPage<never> {
  readonly email?: string | undefined
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  /** Whether the page asks for names, and not only for the address. */
  readonly askNames: boolean
  /** Whether the page has the box for news, and whether the person ticked it. */
  readonly askConsent?: boolean | undefined
  readonly wantsMarketing?: boolean | undefined
  /** The documents to agree to, if any, and whether the person ticked the box. */
  readonly agreement?: Agreement | undefined
  readonly hasAgreed?: boolean | undefined
  /** All problems at once, so that the person does not correct them one by one. */
  readonly problems?: readonly RegisterProblem[] | undefined
  /** Absent where the application hides the link to sign-in. */
  readonly signIn?: LinkTarget | undefined
}

const FIELDS = ['email', 'given_name', 'family_name', 'agreement']
/** The message group for the problems of a field; other fields use `name`. */
const WORDS: Readonly<Record<string, string>> = { email: 'email', agreement: 'register' }

/** The first page of signing up. Posts `email` and, if asked, `given_name` and `family_name`. */
export function RegisterPage(props: RegisterPageProps) {
  const { t, application, email, askNames, problem, cancel, signIn } = props
  const problems = fieldProblems(props.problems, FIELDS, (key, field) => t(`${WORDS[field] ?? 'name'}.problem.${key}`))
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
        <AgreementBox t={t} agreement={props.agreement} isTicked={props.hasAgreed} problems={problems} />
        <PrimaryButton>{t('register.submit')}</PrimaryButton>
      </Form>
      {props.agreement === undefined && <AgreementLine {...props} />}
      {signIn && (
        <OtherWay question={t('register.have_account')}>
          <WayLink to={signIn}>{t('register.sign_in')}</WayLink>
        </OtherWay>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_up')}</CancelForm>
    </Shell>
  )
}

/** States the legal effect of creating an account, where the environment has terms. */
function AgreementLine({ t, termsUrl, privacyUrl }: PageFrame) {
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

/** The typed values, and the problems with them. */
export type RegisterState = Pick<
  RegisterPageProps,
  'email' | 'givenName' | 'familyName' | 'wantsMarketing' | 'hasAgreed' | 'problems'
>

export function drawRegister(showing: PageContext<BeginningFact>, _due: object, state: RegisterState = {}): Html {
  const { frame, situation, to, start } = showing
  const { isAskForName, hasMarketingConsent, hasSignInLinkOnSignUpPage } = situation.settings
  return renderPage(RegisterPage, {
    ...frame,
    ...to('register'),
    ...state,
    askNames: isAskForName,
    askConsent: hasMarketingConsent,
    agreement: agreementIn(situation),
    signIn: hasSignInLinkOnSignUpPage ? start('sign_in') : undefined,
  })
}
