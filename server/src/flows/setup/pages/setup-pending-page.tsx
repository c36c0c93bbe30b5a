import { Shell, type PageFrame } from '#flows/pages'

/** Before there is an administrator: says where the link is, and shows it to nobody. */
export function SetupPendingPage(props: PageFrame) {
  const { t } = props
  return (
    <Shell frame={props} heading={t('setup_pending.heading')} sentence={t('setup_pending.sentence')}>
      <p class="sentence">{t('setup_pending.do')}</p>
    </Shell>
  )
}
