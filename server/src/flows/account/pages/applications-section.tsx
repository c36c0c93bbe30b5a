import { formatTime, type Translate } from '#platform/i18n'
import type { Overview } from '../read-overview.ts'
import { Entry, Section } from './section.tsx'

interface Props {
  readonly t: Translate
  readonly locale: string
  readonly overview: Overview
}

/** The applications that may act for the person. */
export function ApplicationsSection({ t, locale, overview: { grants } }: Props) {
  return (
    <Section heading={t('account.applications.heading')}>
      {grants.length === 0 && <Entry text={t('account.applications.none')} />}
      {grants.map(({ id, applicationName, createdAt }) => {
        const since = t('account.applications.since', { time: formatTime(locale, createdAt) })
        return (
          <Entry text={applicationName} help={since}>
            <a
              href={`/account/applications/${id}/end`}
              aria-label={t('account.applications.end_label', { application: applicationName, since })}
            >
              {t('account.applications.end')}
            </a>
          </Entry>
        )
      })}
    </Section>
  )
}
