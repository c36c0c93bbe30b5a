import {
  CancelForm,
  Form,
  markScripted,
  Notice,
  PrimaryButton,
  renderPage,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'
import { formatDuration } from '#platform/i18n'
import { PROVIDERS, type IssuedChallenge, type ProviderName } from '#domain/bot-stop'
import type { BeginningFact } from '../beginning.ts'
import type { Html, PageContext } from '../step.ts'
import { BOT_STOP_SCRIPT } from './script.ts'
import type { ChallengeDue } from './when.ts'

export type ChallengeProblem = 'challenge_failed' | 'challenge_expired' | 'too_early' | 'too_many_waits'

/** The widget of a provider. */
export interface ProviderWidget {
  readonly name: ProviderName
  readonly siteKey: string
  readonly action: string
}

export interface ChallengePageProps extends FormPage<ChallengeProblem> {
  readonly issued: IssuedChallenge
  /** Absent where the browser gets a proof of work. */
  readonly widget?: ProviderWidget | undefined
  /** The form of a browser that waited. */
  readonly wait: FormTarget
  /** Seconds until a further wait is taken, where there were too many. */
  readonly retryAfterSeconds?: number | undefined
}

/**
 * Stops scripts that fill in forms. With a script the page goes on by itself; without one, the person waits and presses
 * the button, which is also the way for people who cannot use a provider's widget.
 */
export function ChallengePage(props: ChallengePageProps) {
  const { t, locale, issued, problem, wait, cancel, application, retryAfterSeconds = 0 } = props
  const duration = formatDuration(locale, issued.waitSeconds)
  const retry = formatDuration(locale, retryAfterSeconds)
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t('bot.heading')}
      sentence={t('bot.sentence')}
      script={markScripted}
    >
      {problem && (
        <Notice tone="problem">
          {problem === 'form_expired' ? t('form.expired') : t(`bot.problem.${problem}`, { duration, retry })}
        </Notice>
      )}
      <Solving {...props} />
      <div class="next">
        <p class="help">{t('bot.wait', { duration })}</p>
        <Form target={{ ...wait, fields: { ...wait.fields, challenge: issued.token } }}>
          <PrimaryButton>{t('bot.submit')}</PrimaryButton>
        </Form>
      </div>
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

/** The form that the script posts by itself. Our script comes first, so that it sees a provider's fail to load. */
function Solving({ t, nonce, issued, widget, action, fields, problem }: ChallengePageProps) {
  const provider = widget && PROVIDERS[widget.name]
  const isWorking = !widget && issued.most > 0
  return (
    <div
      data-bot-stop={isWorking ? 'work' : widget ? 'widget' : 'none'}
      data-id={issued.id}
      data-target={issued.target}
      data-most={String(issued.most)}
      data-quiet={problem ? 'true' : undefined}
      data-done={t('bot.done')}
      data-failed={t('bot.failed')}
    >
      <Form target={{ action, fields: { ...fields, challenge: issued.token, answer: '' } }}>
        <p class="help scripted-only" role="status">
          {isWorking || widget ? t('bot.working') : ''}
        </p>
        {widget && provider && (
          <div
            class={provider.element}
            data-sitekey={widget.siteKey}
            data-action={widget.action}
            data-cdata={issued.id}
            data-callback="botStopPassed"
            data-error-callback="botStopFailed"
          ></div>
        )}
      </Form>
      <script nonce={nonce} src={BOT_STOP_SCRIPT}></script>
      {provider && <script nonce={nonce} src={provider.script} async defer data-provider></script>}
    </div>
  )
}

/** The challenge of the page, and the problem with the last answer. */
export interface ChallengeState {
  readonly issued: IssuedChallenge
  readonly problem?: ChallengeProblem
  /** The time from which a further wait is taken. */
  readonly until?: Date
  readonly now?: Date
}

export function drawChallenge(
  { frame, situation, to }: PageContext<BeginningFact>,
  { provider, action }: ChallengeDue,
  state: ChallengeState | undefined,
): Html {
  if (!state) throw new Error('the page of a challenge was not prepared')
  const { issued, problem, until, now } = state
  const { botStopSiteKey: siteKey } = situation.settings
  const hasWidget = provider !== undefined && siteKey !== null && issued.kind === 'provider'
  return renderPage(ChallengePage, {
    ...frame,
    ...(problem && { problem }),
    ...to('challenge'),
    issued,
    widget: hasWidget ? { name: provider, siteKey, action } : undefined,
    wait: to('challenge-wait'),
    retryAfterSeconds: until && now ? Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) : undefined,
  })
}
