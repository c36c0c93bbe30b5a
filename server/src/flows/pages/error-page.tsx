import { formatDuration } from '#platform/i18n'
import { ButtonLink, CancelForm, SecondaryButton } from './form.tsx'
import type { FormTarget, PageFrame } from './frame.ts'
import { Shell } from './shell.tsx'

export type ErrorKind =
  | 'flow_expired'
  | 'flow_foreign'
  | 'flow_finished'
  | 'cookies_blocked'
  | 'bad_request'
  | 'bad_client'
  | 'bad_redirect_uri'
  | 'bad_logout_uri'
  | 'no_address'
  | 'not_found'
  | 'unknown_host'
  | 'access_denied'
  | 'account_suspended'
  | 'organization_suspended'
  | 'not_a_member'
  | 'domain_not_allowed'
  | 'address_not_admitted'
  | 'rate_limited'
  | 'unavailable'
  | 'server_error'

/** The numbers of these errors in the documentation of the compatible system; people search for them. */
const NUMBERS: Readonly<Partial<Record<ErrorKind, number>>> = {
  bad_client: 1656,
  bad_redirect_uri: 1656,
  flow_expired: 4321,
  flow_finished: 4321,
  flow_foreign: 8809,
}

/** The sources of too many requests that a page may name. */
const RATE_LIMIT_SCOPES = [
  'network',
  'codes_browser',
  'codes_network',
  'codes_accounts_of_network',
  'codes_everywhere',
  'moment',
] as const
export type RateLimitScope = (typeof RATE_LIMIT_SCOPES)[number]

export function knownScope(scope: string | undefined): RateLimitScope | undefined {
  return RATE_LIMIT_SCOPES.find((one) => one === scope)
}

/** A line for developers, in exact terms and not translated. */
export interface DetailLine {
  readonly label: string
  readonly value: string
}

/** Ways on that need no address of the application. */
export interface WaysOut {
  /** Starts again as another person. */
  readonly other?: FormTarget | undefined
  readonly otherHref?: string | undefined
  readonly signOutHref?: string | undefined
  /** Leads back to the application, with the answer that nobody signed in. */
  readonly cancel?: FormTarget | undefined
}

export interface ErrorPageProps extends PageFrame {
  readonly kind: ErrorKind
  /** The stable code for developers; the kind itself where there is no more exact one. */
  readonly code?: string | undefined
  readonly detail?: readonly DetailLine[] | undefined
  /** The id of the request, with which support can find it in the log. */
  readonly requestId?: string | undefined
  /** The address of the same page, where a second try may help. */
  readonly retryHref?: string | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly scope?: RateLimitScope | undefined
  readonly ways?: WaysOut | undefined
}

/**
 * The page about an error: its cause, the next step, and a way out. It links to the application only where it has
 * addresses for it, since a way out that leads nowhere is worse than none.
 */
export function ErrorPage(props: ErrorPageProps) {
  const { t, kind, application, retryHref, ways = {} } = props
  const { other, otherHref, signOutHref, cancel } = ways
  const name = application?.name ?? ''
  return (
    <Shell frame={props} icon="alert" heading={t(`error.${kind}.heading`)} sentence={whatHappened(props)}>
      <p class="sentence">{whatToDo(props)}</p>
      <div class="stack">
        <ButtonLink href={retryHref}>{t('error.retry')}</ButtonLink>
        {other && <SecondaryButton target={other}>{t('error.other_account')}</SecondaryButton>}
        <ButtonLink href={otherHref} secondary>
          {t('error.other_account')}
        </ButtonLink>
        <ButtonLink href={application?.loginUri} secondary={retryHref !== undefined}>
          {t('error.start_again', { application: name })}
        </ButtonLink>
        <ButtonLink href={application?.homepageUri} secondary={(retryHref ?? application?.loginUri) !== undefined}>
          {t('error.go_home', { application: name })}
        </ButtonLink>
        <ButtonLink href={signOutHref} secondary>
          {t('error.sign_out')}
        </ButtonLink>
      </div>
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
      <DeveloperDetail {...props} />
    </Shell>
  )
}

function whatHappened({ t, kind, scope }: ErrorPageProps): string {
  return kind === 'rate_limited' && scope ? t(`error.rate_limited.happened.${scope}`) : t(`error.${kind}.happened`)
}

function whatToDo({ t, locale, kind, application, retryAfterSeconds }: ErrorPageProps): string {
  if (kind === 'rate_limited' && retryAfterSeconds !== undefined) {
    return t('error.rate_limited.do_in', { duration: formatDuration(locale, retryAfterSeconds) })
  }
  const startsOver = kind === 'flow_expired' || kind === 'flow_foreign' || kind === 'flow_finished'
  if (startsOver && application?.loginUri === undefined) return t('error.flow.do_without_link')
  return t(`error.${kind}.do`)
}

function DeveloperDetail({ t, kind, code = kind, detail = [], requestId }: ErrorPageProps) {
  const number = NUMBERS[kind]
  const lines = [
    { label: t('error.code'), value: number === undefined ? code : `${code} (${String(number)})` },
    ...detail,
    ...(requestId === undefined ? [] : [{ label: t('error.request'), value: requestId }]),
  ]
  return (
    <dl class="detail">
      {lines.map(({ label, value }) => (
        <div>
          <dt>{label}</dt>
          <dd>
            <bdi dir="ltr">{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
