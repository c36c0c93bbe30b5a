import { ButtonLink, Shell, type PageFrame } from '#flows/pages'

export interface DevelopmentHomePageProps extends PageFrame {
  readonly environment: string
  readonly issuer: string
  readonly consoleHref: string
  readonly inboxHref: string
}

/** The root of an environment for development. */
export function DevelopmentHomePage(props: DevelopmentHomePageProps) {
  const { t, environment, issuer, consoleHref, inboxHref, brand } = props
  return (
    <Shell
      frame={props}
      heading={t('home.heading', { environment })}
      sentence={t('home.sentence', { business: brand.name, issuer })}
    >
      <div class="stack">
        <ButtonLink href={consoleHref}>{t('home.open_console')}</ButtonLink>
        <ButtonLink href={inboxHref} secondary>
          {t('home.open_inbox')}
        </ButtonLink>
      </div>
    </Shell>
  )
}
