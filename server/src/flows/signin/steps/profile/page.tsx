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
  renderPage,
  Shell,
  type FormPage,
  type NameProblem,
} from '#flows/pages'
import type { Agreement } from '#domain/agreements'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'
import { AgreementBox } from './agreement-box.tsx'
import { agreementIn } from './agreement.ts'
import type { ProfileFact } from './fact.ts'

/** The problems that the profile of a new user may have. */
export type ProfileProblem = NameProblem | 'agreement_missing'

const FIELDS = ['given_name', 'family_name', 'agreement']

export interface ProfilePageProps extends FormPage<never> {
  readonly email: string
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  readonly askNames: boolean
  /** Whether the page has the box for news. */
  readonly askConsent?: boolean | undefined
  readonly wantsMarketing?: boolean | undefined
  /** The documents to agree to, if any. */
  readonly agreement?: Agreement | undefined
  readonly problems?: readonly ProfileProblem[] | undefined
}

/** Asks for the missing parts of a new account, once the address is proven. Posts the names, if asked. */
export function ProfilePage(props: ProfilePageProps) {
  const { t, application, email, givenName, familyName, askNames, problem, cancel } = props
  const problems = fieldProblems(props.problems, FIELDS, (key, field) =>
    t(field === 'agreement' ? `register.problem.${key}` : `name.problem.${key}`),
  )
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
            isTicked={props.wantsMarketing}
          />
        )}
        <AgreementBox t={t} agreement={props.agreement} problems={problems} focus={!askNames} />
        <PrimaryButton>{t('profile.submit')}</PrimaryButton>
      </Form>
      <CancelForm target={cancel}>{t('cancel.sign_up')}</CancelForm>
    </Shell>
  )
}

/** The typed values, and the problems with them. */
export type ProfileState = Pick<ProfilePageProps, 'givenName' | 'familyName' | 'wantsMarketing' | 'problems'>

export function drawProfile(
  showing: PageContext<BeginningFact & IdentifyFact & ProfileFact>,
  _due: object,
  state: ProfileState = {},
): Html {
  const { facts, frame, situation, to } = showing
  const { isAskForName, hasMarketingConsent } = situation.settings
  const isAsked = facts.isProfileGiven !== true
  return renderPage(ProfilePage, {
    ...frame,
    ...to('profile'),
    email: addressShown(showing),
    ...state,
    askNames: isAsked && isAskForName,
    askConsent: isAsked && hasMarketingConsent,
    agreement: agreementIn(situation),
  })
}
