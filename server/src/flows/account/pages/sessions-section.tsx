import type { Translate } from '#platform/i18n'
import { describeSession } from '../describe-session.ts'
import type { Overview } from '../read-overview.ts'
import { Entry, Section } from './section.tsx'

interface Props {
  readonly t: Translate
  readonly locale: string
  readonly overview: Overview
}

/** The browsers in which the person is signed in. */
export function SessionsSection({ t, locale, overview: { sessions, presentSessionId, now } }: Props) {
  return (
    <Section
      heading={t('account.sessions.heading')}
      act={<a href="/account/sessions/others/end">{t('account.sessions.end_others')}</a>}
    >
      {sessions.map((session) => {
        const { device, used } = describeSession({ t, locale, now }, session)
        const isPresent = session.id === presentSessionId
        return (
          <Entry text={device} tags={isPresent ? [t('account.sessions.present')] : []} help={used}>
            {!isPresent && (
              <a
                href={`/account/sessions/${session.id}/end`}
                aria-label={t('account.sessions.end_label', { device, used })}
              >
                {t('account.sessions.end')}
              </a>
            )}
          </Entry>
        )
      })}
    </Section>
  )
}
