import { ButtonLink, Shell, type PageFrame } from '#flows/pages'

export interface SetupDonePageProps extends PageFrame {
  readonly inboxHref?: string | undefined
  readonly guideHref?: string | undefined
}

/** The first administrator exists. Says honestly that the console is not here yet, and what works meanwhile. */
export function SetupDonePage(props: SetupDonePageProps) {
  const { t, inboxHref, guideHref } = props
  return (
    <Shell frame={props} icon="check" heading={t('setup_done.heading')} sentence={t('setup_done.sentence')}>
      <h2>{t('setup_done.meanwhile')}</h2>
      <ul class="bullets">
        <li>{t('setup_done.sign_in')}</li>
        <li>{t('setup_done.api')}</li>
        <li>{t('setup_done.inbox')}</li>
      </ul>
      <div class="stack">
        <ButtonLink href={guideHref}>{t('setup_done.open_guide')}</ButtonLink>
        <ButtonLink href={inboxHref} secondary={guideHref !== undefined}>
          {t('setup_done.open_inbox')}
        </ButtonLink>
      </div>
    </Shell>
  )
}
