import { ButtonLink } from './form.tsx'
import type { PageFrame } from './frame.ts'
import { Shell } from './shell.tsx'

/** Where sign-out ends when the application named no allowed address to return to. */
export function SignedOutPage(props: PageFrame) {
  const { t, application } = props
  return (
    <Shell frame={props} icon="check" heading={t('signed_out.heading')} sentence={t('signed_out.sentence')}>
      <div class="stack">
        <ButtonLink href={application?.loginUri}>{t('signed_out.again')}</ButtonLink>
        <ButtonLink href={application?.homepageUri} secondary={application?.loginUri !== undefined}>
          {t('signed_out.home', { application: application?.name ?? '' })}
        </ButtonLink>
      </div>
    </Shell>
  )
}
