import { ButtonLink } from './form.tsx'
import type { PageFrame } from './frame.ts'
import { Shell } from './shell.tsx'

export interface SuccessPageProps extends PageFrame {
  /** Back to the application, with the answer. */
  readonly continueHref?: string | undefined
  /** The application opens in front of this window, which stays: with a scheme of its own. Else it takes its place. */
  readonly staysOpen?: boolean | undefined
}

/** Long enough to read the page. Without `& < > " '`, so that it passes through escaping unchanged. */
const follow = (milliseconds: number) =>
  `setTimeout(function(){location.assign(document.querySelector(\`a.button\`).href)},${String(milliseconds)})`

/** The end of a flow that has no page of its own to return to. */
export function SuccessPage(props: SuccessPageProps) {
  const { t, application, continueHref, staysOpen = true } = props
  const name = application?.name ?? ''
  const closing = application ? 'success.sentence' : 'success.sentence_without_application'
  const sentence = staysOpen ? closing : 'success.going_on'
  const script = continueHref === undefined ? undefined : follow(staysOpen ? 0 : 2_000)
  return (
    <Shell
      frame={props}
      icon="check"
      heading={t('success.heading')}
      sentence={t(sentence, { application: name })}
      script={script}
    >
      <div class="stack">
        <ButtonLink href={continueHref ?? application?.homepageUri}>
          {t('success.continue', { application: name })}
        </ButtonLink>
      </div>
    </Shell>
  )
}
