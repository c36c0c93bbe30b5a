import { ButtonLink, Shell, type PageFrame } from '#flows/pages'

/** Shown to somebody who cancelled the sign-in: where it begins again. */
export function ConsoleDoorPage(props: PageFrame & { readonly signInHref: string }) {
  const { t, signInHref } = props
  return (
    <Shell frame={props} heading={t('console_door.heading')} sentence={t('console_door.sentence')}>
      <div class="stack">
        <ButtonLink href={signInHref}>{t('console_door.open')}</ButtonLink>
      </div>
    </Shell>
  )
}
