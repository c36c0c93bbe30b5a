import { Form, PrimaryButton, Shell, type FormTarget, type PageFrame } from '#flows/pages'

export interface FormPostPageProps extends PageFrame, FormTarget {}

/** Contains none of `& < > " '`, so that escaping leaves it unchanged. */
const submitAtOnce = 'document.forms[0].submit()'

/** Posts an answer to the application by itself, or by a button where scripts are off (Form Post Response Mode). */
export function FormPostPage(props: FormPostPageProps) {
  const { t, application, action, fields } = props
  return (
    <Shell
      frame={props}
      heading={t('form_post.heading', { application: application?.name ?? '' })}
      sentence={t('form_post.sentence')}
      script={submitAtOnce}
    >
      <Form target={{ action, fields }}>
        <PrimaryButton>{t('form_post.submit')}</PrimaryButton>
      </Form>
    </Shell>
  )
}
