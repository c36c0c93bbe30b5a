import { Form, PrimaryButton, Shell, type FormTarget, type PageFrame } from '#flows/pages'

export interface ConfirmSignOutPageProps extends PageFrame, FormTarget {}

/** Asked of the person where nothing proves that the request is in their interest. */
export function ConfirmSignOutPage(props: ConfirmSignOutPageProps) {
  const { t, application, action, fields } = props
  const sentence = application
    ? t('sign_out.sentence', { application: application.name })
    : t('sign_out.sentence_without_application')
  return (
    <Shell frame={props} heading={t('sign_out.heading')} sentence={sentence}>
      <Form target={{ action, fields }}>
        <PrimaryButton>{t('sign_out.submit')}</PrimaryButton>
      </Form>
    </Shell>
  )
}
