import {
  ButtonLink,
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
  RequiredCheckbox,
  revealPassword,
  Shell,
  UsernameForManagers,
  type FormPage,
  type PageFrame,
} from '#flows/pages'
import type { SetupProblem } from '#flows/setup'

/** Business, role and inviter, in words. */
export interface InvitationSummary {
  readonly business: string
  readonly role: string
  readonly inviter: string
  readonly email: string
}

export interface AcceptPageProps extends FormPage<never> {
  readonly asked: InvitationSummary
  /** The address of the account that is signed in. */
  readonly signedInAs: string
  readonly isOtherAddress: boolean
  readonly isConsentMissing?: boolean | undefined
  readonly otherAccountHref: string
}

const sentenceOf = ({ t }: Pick<PageFrame, 't'>, asked: InvitationSummary) => t('invitation.sentence', { ...asked })

/** Asks an administrator who is signed in. Posts `consent` where the invitation went to another address. */
export function AcceptInvitationPage(props: AcceptPageProps) {
  const { t, asked, signedInAs, isOtherAddress, isConsentMissing, otherAccountHref, problem } = props
  return (
    <Shell frame={props} heading={t('invitation.heading', { ...asked })} sentence={sentenceOf(props, asked)}>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={props}>
        {isOtherAddress && (
          <RequiredCheckbox
            name="consent"
            focus={isConsentMissing}
            problem={isConsentMissing === true ? t('invitation.consent_missing') : undefined}
          >
            {t('invitation.consent', { email: asked.email, account: signedInAs })}
          </RequiredCheckbox>
        )}
        <PrimaryButton>{t('invitation.accept_as', { account: signedInAs })}</PrimaryButton>
      </Form>
      <div class="stack">
        <ButtonLink href={otherAccountHref} secondary>
          {t('invitation.other_account')}
        </ButtonLink>
      </div>
    </Shell>
  )
}

export interface SignInPageProps extends PageFrame {
  readonly asked: InvitationSummary
  readonly signInHref: string
}

/** The invited address has an account: its owner signs in and is asked afterwards. */
export function SignInToAcceptPage(props: SignInPageProps) {
  const { t, asked, signInHref } = props
  return (
    <Shell frame={props} heading={t('invitation.heading', { ...asked })} sentence={sentenceOf(props, asked)}>
      <p class="sentence">{t('invitation.sign_in_first', { email: asked.email })}</p>
      <div class="stack">
        <ButtonLink href={signInHref}>{t('console_door.open')}</ButtonLink>
      </div>
    </Shell>
  )
}

export interface NewAccountPageProps extends FormPage<never> {
  readonly asked: InvitationSummary
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  readonly minimum?: number | undefined
  readonly problems?: readonly SetupProblem[] | undefined
  readonly signInHref: string
}

/** Somebody new: posts `given_name`, `family_name` and `password`. */
export function NewAccountPage(props: NewAccountPageProps) {
  const { t, asked, givenName, familyName, minimum = 8, problem, signInHref } = props
  const fields = ['given_name', 'family_name', 'password']
  const problems = fieldProblems(props.problems, fields, (key, field) => {
    if (field !== 'password') return t(`name.problem.${key}`)
    return t(`new_password.problem.${key === 'password_missing' ? key : key.replace('password_', '')}`, { minimum })
  })
  return (
    <Shell
      frame={props}
      heading={t('invitation.heading', { ...asked })}
      sentence={sentenceOf(props, asked)}
      script={markScripted + revealPassword + measurePassword}
    >
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <ProblemSummary title={t('form.problems', { count: problems.length })} problems={problems} />
      <Form target={props}>
        <UsernameForManagers email={asked.email} />
        <NameFields
          t={t}
          givenName={givenName}
          familyName={familyName}
          problems={problems}
          focus={problems.length === 0}
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
        <PrimaryButton>{t('invitation.create')}</PrimaryButton>
      </Form>
      <div class="stack">
        <ButtonLink href={signInHref} secondary>
          {t('invitation.other_account')}
        </ButtonLink>
      </div>
    </Shell>
  )
}

/** The link was used, taken back or is too old; which of them is nobody's to know. */
export function InvitationGonePage(props: PageFrame & { readonly isMember: boolean }) {
  const { t, isMember } = props
  const key = isMember ? 'invitation_member' : 'invitation_gone'
  return (
    <Shell frame={props} icon="alert" heading={t(`${key}.heading`)} sentence={t(`${key}.sentence`)}>
      <div class="stack">
        <ButtonLink href="/console">{t('home.open_console')}</ButtonLink>
      </div>
    </Shell>
  )
}
