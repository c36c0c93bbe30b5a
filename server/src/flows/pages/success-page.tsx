import { ButtonLink } from './form.tsx'
import type { PageFrame } from './frame.ts'
import { Shell } from './shell.tsx'

export interface SuccessPageProps extends PageFrame {
  /** Back to the application, where a browser may not follow by itself (custom schemes). */
  readonly continueHref?: string | undefined
}

/** The end of a flow that has no page of its own to return to. */
export function SuccessPage(props: SuccessPageProps) {
  const { t, application, continueHref } = props
  const name = application?.name ?? ''
  const sentence = application ? 'success.sentence' : 'success.sentence_without_application'
  return (
    <Shell frame={props} icon="check" heading={t('success.heading')} sentence={t(sentence, { application: name })}>
      <div class="stack">
        <ButtonLink href={continueHref ?? application?.homepageUri}>
          {t('success.continue', { application: name })}
        </ButtonLink>
      </div>
    </Shell>
  )
}
