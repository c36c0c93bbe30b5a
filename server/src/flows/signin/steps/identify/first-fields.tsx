import { Field, OtherWay, PhoneField, WayLink, type LinkTarget, type PageFrame } from '#flows/pages'
import { kindsOf } from '#domain/connections'
import { phoneChoiceOf, type CredentialKind, type PhoneChoice, type PhoneProblem } from '#domain/identities'
import type { BeginningFact, Intent } from '../beginning.ts'
import type { PageContext } from '../step.ts'
import type { IdentifyFact } from './fact.ts'
import type { IdentityProblem } from './read-typed.ts'

/** The one field of a first page. `identity` takes an email address or a username. */
export type FirstField = 'email' | 'username' | 'identity' | 'phone'

/** The field of a first page, and the ways to the other ones. */
export interface FirstFieldProps {
  readonly field?: FirstField | undefined
  /** Set where the field is one for phone numbers. */
  readonly choice?: PhoneChoice | undefined
  /** The country that the person chose. */
  readonly country?: string | undefined
  readonly others?: readonly { readonly field: FirstField; readonly to: LinkTarget }[] | undefined
}

/** Returns the field that a first page has, and links to the others: one field at a time, and no wall of buttons. */
export function firstFieldOf(
  { facts, situation: { settings }, start }: PageContext<BeginningFact & IdentifyFact>,
  intent: Intent,
  isPhoneTyped: boolean,
): FirstFieldProps {
  const kinds = kindsOf(settings)
  const text = textFieldOf(kinds)
  const isPhone = text === undefined || (kinds.includes('phone') && (isPhoneTyped || facts.isPhoneAsked === true))
  const choice = isPhone ? phoneChoiceOf(settings) : undefined
  if (text === undefined || !kinds.includes('phone')) return { field: text ?? 'phone', choice }
  const other = isPhone ? text : 'phone'
  return { field: isPhone ? 'phone' : text, choice, others: [{ field: other, to: start(intent, other) }] }
}

function textFieldOf(kinds: readonly CredentialKind[]): FirstField | undefined {
  if (!kinds.includes('username')) return kinds.includes('email') ? 'email' : undefined
  return kinds.includes('email') ? 'identity' : 'username'
}

interface IdentityInputProps extends FirstFieldProps, Pick<PageFrame, 't' | 'locale'> {
  readonly value: string | undefined
  readonly problem: IdentityProblem | 'email_too_many_tries' | undefined
  /** Browsers offer passkeys as they fill in the field. */
  readonly hasPasskeys: boolean
}

/** The field for the identity of a person who signs in. */
export function IdentityInput(props: IdentityInputProps) {
  const { t, locale, field = 'email', choice, country, value, problem, hasPasskeys } = props
  if (field === 'phone') {
    const { countries, country: preset } = choice ?? { countries: [], country: undefined }
    const wrong = isPhoneProblem(problem) ? problem : undefined
    return <PhoneField {...{ t, locale, countries, country: country ?? preset, value, problem: wrong, focus: true }} />
  }
  return (
    <Field
      name={field === 'email' ? 'email' : 'identity'}
      type={field === 'email' ? 'email' : 'text'}
      label={field === 'email' ? t('email.label') : t(`method.${field}.label`)}
      value={value}
      autocomplete={hasPasskeys ? 'username webauthn' : 'username'}
      maxlength={254}
      focus
      problem={problem && wordsOf(t, problem)}
    />
  )
}

function isPhoneProblem(problem: string | undefined): problem is PhoneProblem {
  return problem?.startsWith('phone_') === true
}

function wordsOf(t: PageFrame['t'], problem: IdentityProblem | 'email_too_many_tries'): string {
  const group = problem.startsWith('email_') ? 'email' : 'method'
  return t(`${group}.problem.${problem}`)
}

/** The links to the other fields of a first page. */
export function OtherFields({ t, others = [] }: Pick<FirstFieldProps, 'others'> & Pick<PageFrame, 't'>) {
  return (
    <>
      {others.map(({ field, to }) => (
        <OtherWay>
          <WayLink to={to}>{t(`method.use.${field}`)}</WayLink>
        </OtherWay>
      ))}
    </>
  )
}
