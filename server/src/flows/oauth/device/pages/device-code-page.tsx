import { Field, Form, Notice, PrimaryButton, Shell, type FormPage } from '#flows/pages'

export interface DeviceCodePageProps extends FormPage<
  'code_missing' | 'wrong_code' | 'expired_code' | 'decided_code' | 'too_many_tries'
> {
  /**
   * The code from the address, or as typed. The page never submits it by itself: a link must not begin anything
   * (DV-06).
   */
  readonly userCode?: string | undefined
}

/** Asks for the code that the device shows. Posts `user_code`. */
export function DeviceCodePage(props: DeviceCodePageProps) {
  const { t, problem, userCode } = props
  return (
    <Shell frame={props} heading={t('device.code.heading')} sentence={t('device.code.sentence')}>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={props}>
        <Field
          name="user_code"
          label={t('device.code.label')}
          value={userCode}
          autocomplete="off"
          // Eight letters, with any separators between them.
          maxlength={40}
          focus
          help={t('device.code.help')}
          problem={problem && problem !== 'form_expired' ? t(`device.code.problem.${problem}`) : undefined}
        />
        <PrimaryButton>{t('device.code.submit')}</PrimaryButton>
      </Form>
    </Shell>
  )
}
