import { Form, PrimaryButton, Shell, type FormTarget, type PageFrame } from '#flows/pages'

export interface ConfirmSignOutPageProps extends PageFrame, FormTarget {
  /** The person is signed out in every browser, not in this one only. */
  readonly isEverywhere: boolean
}

/** Asks the person to confirm, where nothing proves that they want to sign out. */
export function ConfirmSignOutPage(props: ConfirmSignOutPageProps) {
  const { t, application, action, fields, isEverywhere } = props
  const sentence = application
    ? t('sign_out.sentence', { application: application.name })
    : t('sign_out.sentence_without_application')
  return (
    <Shell frame={props} heading={t('sign_out.heading')} sentence={sentence}>
      {isEverywhere && <p class="sentence">{t('sign_out.everywhere')}</p>}
      <Form target={{ action, fields }}>
        <PrimaryButton>{t('sign_out.submit')}</PrimaryButton>
      </Form>
    </Shell>
  )
}
