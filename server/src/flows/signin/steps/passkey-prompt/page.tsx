import { registrationOptions } from '#domain/passkeys'
import {
  askForPasskey,
  CancelForm,
  IdentityLine,
  Notice,
  PasskeyForm,
  renderPage,
  SecondaryButton,
  Shell,
  type FormPage,
  type FormTarget,
  type PasskeyAsk,
} from '#flows/pages'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'
import { handleIn, type PasskeyPromptState, type RegistrationRefusal } from './take.ts'
import type { PasskeyPromptDue } from './when.ts'

export interface PasskeyPromptPageProps extends FormPage<RegistrationRefusal> {
  readonly email: string
  readonly ask: PasskeyAsk | undefined
  /** Absent where a passkey is mandatory. */
  readonly later?: FormTarget | undefined
}

/** Offers a passkey to a person who signed in without one. Posts `credential`. */
export function PasskeyPromptPage(props: PasskeyPromptPageProps) {
  const { t, application, email, ask, later, problem, cancel } = props
  const kind = later ? 'optional' : 'mandatory'
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t(`passkey.prompt.heading.${kind}`)}
      sentence={t('passkey.prompt.sentence')}
      script={askForPasskey}
    >
      <IdentityLine address={email} />
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <ul class="bullets">
        <li>{t('passkey.prompt.safe')}</li>
        <li>{t('passkey.prompt.device')}</li>
      </ul>
      {ask && (
        <PasskeyForm
          t={t}
          target={props}
          ask={ask}
          problem={problem && problem !== 'form_expired' ? t(`passkey.problem.${problem}`) : undefined}
        >
          {t('passkey.prompt.submit')}
        </PasskeyForm>
      )}
      <p class="help" data-without-passkeys>
        {t(later ? 'passkey.missing_optional' : 'passkey.missing')}
      </p>
      {later && (
        <div class="next">
          <SecondaryButton target={later}>{t('passkey.prompt.later')}</SecondaryButton>
        </div>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

export function drawPasskeyPrompt(
  showing: PageContext<BeginningFact & IdentifyFact>,
  { isMandatory }: PasskeyPromptDue,
  state?: PasskeyPromptState,
): Html {
  const { frame, to } = showing
  return renderPage(PasskeyPromptPage, {
    ...frame,
    ...(state && { problem: state.problem }),
    ...to('passkey-add'),
    email: addressShown(showing),
    ask: askToRegister(showing),
    later: isMandatory ? undefined : to('passkey-later'),
  })
}

function askToRegister(showing: PageContext<BeginningFact & IdentifyFact>): PasskeyAsk | undefined {
  const { situation, frame, passkeyChallenge } = showing
  const { passkeys } = situation
  if (!passkeys) return undefined
  const { challenge, renew, flowId } = passkeyChallenge('register')
  const options = registrationOptions({
    relyingParty: passkeys.relyingParty,
    challenge,
    userHandle: handleIn(situation, flowId),
    accountName: addressShown(showing),
    business: frame.brand.name,
    existing: passkeys.owned?.here ?? [],
  })
  return { kind: 'create', options, renew }
}
