import { Shell, type PageFrame } from '#flows/pages'

/** The server runs, and the console's files are not there: says how they are made. */
export function ConsoleMissingPage(props: PageFrame) {
  const { t } = props
  return (
    <Shell frame={props} icon="alert" heading={t('console_missing.heading')} sentence={t('console_missing.sentence')}>
      <p class="sentence">{t('console_missing.do')}</p>
      <p>
        <code>npm run build</code>
      </p>
    </Shell>
  )
}
