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
  PhoneField,
  PrimaryButton,
  problemOf,
  ProblemSummary,
  renderPage,
  safeHref,
  Shell,
  WayLink,
  type FieldProblem,
  type FormPage,
  type LinkTarget,
  type PageFrame,
} from '#flows/pages'
import type { Agreement } from '#domain/agreements'
import { kindsOf } from '#domain/connections'
import type { PhoneProblem } from '#domain/identities'
import type { BeginningFact } from '../beginning.ts'
import { AgreementBox } from '../profile/agreement-box.tsx'
import { firstFieldOf, OtherFields, type FirstFieldProps } from '../identify/first-fields.tsx'
import type { IdentifyFact } from '../identify/fact.ts'
import type { IdentityProblem } from '../identify/read-typed.ts'
import { agreementIn } from '../profile/agreement.ts'
import type { ProfileProblem } from '../profile/page.tsx'
import type { Situation } from '../situation.ts'
import type { Html, PageContext } from '../step.ts'
import type { UsernameFact } from '../username/fact.ts'

export type RegisterProblem = ProfileProblem | IdentityProblem | 'username_taken' | 'email_too_many_tries'

export interface RegisterPageProps extends FormPage<never>, FirstFieldProps {
  /** The typed address or number. */
  readonly email?: string | undefined
  /** Whether the page asks for a username; `optional` where people sign in with addresses too. */
  readonly askUsername?: 'required' | 'optional' | undefined
  readonly username?: string | undefined
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

const FIELDS = ['email', 'phone', 'username', 'given_name', 'family_name', 'agreement']
/** The message group for the problems of a field; other fields use `name`. */
const WORDS: Readonly<Record<string, string>> = {
  email: 'email',
  phone: 'sms.phone',
  username: 'method',
  agreement: 'register',
}

/** The first page of signing up. Posts `email` and, if asked, `given_name` and `family_name`. */
export function RegisterPage(props: RegisterPageProps) {
  const { t, application, askNames, problem, cancel, signIn } = props
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
        <AddressInput {...props} found={problems} />
        <UsernameInput {...props} found={problems} />
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
      <OtherFields t={t} others={props.others} />
      {signIn && (
        <OtherWay question={t('register.have_account')}>
          <WayLink to={signIn}>{t('register.sign_in')}</WayLink>
        </OtherWay>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_up')}</CancelForm>
    </Shell>
  )
}

type InputProps = RegisterPageProps & { readonly found: readonly FieldProblem[] }

/** The field for the address or the number that the new account is proven by. */
function AddressInput({ t, locale, field, choice, country, email, problems, found }: InputProps) {
  if (field === 'phone' && choice) {
    const problem = problems?.find((one): one is PhoneProblem => one.startsWith('phone_'))
    const chosen = { countries: choice.countries, country: country ?? choice.country }
    return <PhoneField {...{ t, locale, ...chosen, value: email, problem, focus: found.length === 0 }} />
  }
  return (
    <Field
      name="email"
      type="email"
      label={t('email.label')}
      value={email}
      autocomplete="email"
      maxlength={254}
      focus={found.length === 0 || isFirst(found, 'email')}
      problem={problemOf(found, 'email')}
    />
  )
}

function UsernameInput({ t, field, askUsername, username, found }: InputProps) {
  if (askUsername === undefined || field === 'phone') return null
  return (
    <Field
      name="username"
      label={t('method.username.label')}
      value={username}
      autocomplete="username"
      maxlength={64}
      optional={askUsername === 'optional'}
      focus={isFirst(found, 'username')}
      help={t(askUsername === 'optional' ? 'method.username.optional' : 'method.username.help')}
      problem={problemOf(found, 'username')}
    />
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
  'email' | 'username' | 'country' | 'givenName' | 'familyName' | 'wantsMarketing' | 'hasAgreed' | 'problems'
> & { readonly isPhone?: boolean | undefined }

export function drawRegister(
  showing: PageContext<BeginningFact & IdentifyFact & UsernameFact>,
  _due: object,
  { isPhone = false, ...state }: RegisterState = {},
): Html {
  const { facts, frame, situation, to, start } = showing
  const { isAskForName, hasMarketingConsent, hasSignInLinkOnSignUpPage } = situation.settings
  return renderPage(RegisterPage, {
    ...frame,
    ...to('register'),
    ...firstFieldOf(showing, 'sign_up', isPhone),
    askUsername: usernameAsked(situation),
    username: facts.username?.typed,
    ...state,
    askNames: isAskForName,
    askConsent: hasMarketingConsent,
    agreement: agreementIn(situation),
    signIn: hasSignInLinkOnSignUpPage ? start('sign_in') : undefined,
  })
}

function usernameAsked({ settings }: Situation): RegisterPageProps['askUsername'] {
  const kinds = kindsOf(settings)
  if (!kinds.includes('username')) return undefined
  return kinds.includes('email') ? 'optional' : 'required'
}
