import {
  ButtonLink,
  CancelForm,
  IdentityLine,
  SecondaryButton,
  Shell,
  type FormTarget,
  type PageFrame,
} from '#flows/pages'
import { formatDuration, formatTime } from '#platform/i18n'
import type { LimitScope } from '#platform/rate-limits'

export interface LockedPageProps extends PageFrame {
  /** The source of too many tries. */
  readonly scope: LimitScope
  readonly email: string
  readonly retryAfterSeconds: number
  /** The same as a point in time; shown in UTC, since the person's time zone is not known. */
  readonly retryAt?: Date | undefined
  readonly reset?: FormTarget | undefined
  readonly change?: FormTarget | undefined
  readonly cancel?: FormTarget | undefined
}

/**
 * Tells the person when they can try again, and offers the ways that stay open meanwhile (lockout as denial of
 * service).
 */
export function LockedPage(props: LockedPageProps) {
  const { t, locale, email, scope, retryAfterSeconds, retryAt, reset, change, cancel, application } = props
  return (
    <Shell frame={props} icon="clock" heading={t('locked.heading')} sentence={t(`locked.sentence.${scope}`)}>
      <IdentityLine address={email} />
      <p class="sentence">
        <strong>{t('locked.when', { duration: formatDuration(locale, retryAfterSeconds) })}</strong>{' '}
        {retryAt && (
          <time datetime={retryAt.toISOString()}>{t('locked.until', { time: formatTime(locale, retryAt) })}</time>
        )}
      </p>
      <div class="stack">
        {reset && <SecondaryButton target={reset}>{t('locked.reset')}</SecondaryButton>}
        {change && <SecondaryButton target={change}>{t('locked.other')}</SecondaryButton>}
        <ButtonLink href={application?.homepageUri} secondary>
          {t('locked.back', { application: application?.name ?? '' })}
        </ButtonLink>
      </div>
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}
