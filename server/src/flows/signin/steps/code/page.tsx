import { formatDuration } from '#platform/i18n'
import {
  CancelForm,
  CodeField,
  Form,
  IdentityLine,
  LinkButton,
  Notice,
  PrimaryButton,
  renderPage,
  SecondaryButton,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'
import type { CredentialKind } from '#domain/identities'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import { changeLabel } from '../identify/change-label.ts'
import { kindIn, type IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'
import { CODE_DIGITS, codeMinutes } from './send-code.ts'
import type { CodeDue } from './when.ts'

export interface CodePageProps extends FormPage<'code_missing' | 'wrong_code' | 'expired_code' | 'too_many_tries'> {
  readonly purpose: 'sign_in' | 'sign_up' | 'reset'
  /** The address as typed. The page is the same whether or not an account has it (enumeration). */
  readonly email: string
  /** The kind of the identity, by which the code travels; a username's goes by mail. */
  readonly kind?: CredentialKind | undefined
  readonly digits: number
  /** The lifetime of the code. The page shows it while there is no problem. */
  readonly validSeconds: number
  readonly change?: FormTarget | undefined
  readonly resend?: FormTarget | undefined
  readonly notice?: 'sent_again' | 'sent_recently' | undefined
}

/** Asks for the code from the mail. Posts `code`. */
export function CodePage(props: CodePageProps) {
  const { t, locale, purpose, email, digits, validSeconds, change, resend, cancel, problem, notice, application } =
    props
  const lifetime = formatDuration(locale, validSeconds)
  const { kind = 'email' } = props
  const by = kind === 'phone' ? 'method.code_sms' : 'code'
  return (
    <Shell
      frame={props}
      context={application && t(`context.${purpose}`, { application: application.name })}
      heading={t(`${by}.heading`)}
      sentence={t(kind === 'username' ? 'method.code_username.sentence' : `${by}.sentence`, { digits })}
    >
      <IdentityLine address={email}>
        {change && (
          <LinkButton target={change} label={changeLabel(t, kind)}>
            {t('identity.change')}
          </LinkButton>
        )}
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      {notice && !problem && <Notice tone="success">{t(`code.notice.${notice}`)}</Notice>}
      <Form target={props}>
        <CodeField
          label={t(`${by}.label`)}
          digits={digits}
          help={problem ? undefined : t('code.help', { lifetime })}
          problem={
            problem && problem !== 'form_expired'
              ? t(isOfMail(problem) ? `${by}.problem.${problem}` : `code.problem.${problem}`)
              : undefined
          }
        />
        <PrimaryButton>
          {t(kind === 'phone' && purpose === 'sign_up' ? 'method.code_sms.confirm' : `code.submit.${purpose}`)}
        </PrimaryButton>
      </Form>
      {resend && isSpent(problem) && (
        <div class="next">
          <SecondaryButton target={resend}>{t('code.resend')}</SecondaryButton>
        </div>
      )}
      <div class="rows">
        <p>{t(`${by}.junk`)}</p>
        {resend && !isSpent(problem) && (
          <div>
            <LinkButton target={resend}>{t('code.resend')}</LinkButton>
          </div>
        )}
      </div>
      <CancelForm target={cancel}>{t(`cancel.${purpose}`)}</CancelForm>
    </Shell>
  )
}

/** Whether the words of a problem name the message. */
function isOfMail(problem: string): boolean {
  return problem === 'code_missing' || problem === 'wrong_code'
}

/** Whether no input helps any more, so that the person needs a new code. */
function isSpent(problem: CodePageProps['problem']): boolean {
  return problem === 'expired_code' || problem === 'too_many_tries'
}

/** The problem with the code. */
export interface CodeState {
  readonly problem?: CodePageProps['problem']
}

export function drawCode(
  showing: PageContext<BeginningFact & IdentifyFact>,
  { purpose }: CodeDue,
  { problem }: CodeState = {},
): Html {
  const { facts, frame, situation, isEnteredAgain, to } = showing
  return renderPage(CodePage, {
    ...frame,
    ...(problem && { problem }),
    ...to('code'),
    purpose: purpose === 'reset' ? purpose : facts.intent,
    validSeconds: codeMinutes(situation, purpose) * 60,
    digits: CODE_DIGITS,
    notice: isEnteredAgain ? 'sent_again' : undefined,
    resend: to('resend'),
    email: addressShown(showing),
    kind: kindIn(facts),
    change: to('change'),
  })
}
