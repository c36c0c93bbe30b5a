import { ButtonLink, Shell, type PageFrame } from '#flows/pages'

export interface SetupLinkUsedPageProps extends PageFrame {
  readonly inboxHref?: string | undefined
}

/** The one-time link once more: whoever did not use it has a reason to look. */
export function SetupLinkUsedPage(props: SetupLinkUsedPageProps) {
  const { t, inboxHref } = props
  return (
    <Shell frame={props} icon="alert" heading={t('setup_used.heading')} sentence={t('setup_used.sentence')}>
      <p class="sentence">{t('setup_used.do')}</p>
      <div class="stack">
        <ButtonLink href={inboxHref} secondary>
          {t('setup_done.open_inbox')}
        </ButtonLink>
      </div>
    </Shell>
  )
}
