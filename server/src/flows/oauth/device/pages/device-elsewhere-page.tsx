import { ButtonLink, Form, PrimaryButton, Shell, type FormPage, type PageApplication } from '#flows/pages'
import { RequestedFrom, type RequestedFromProps } from './requested-from.tsx'

export interface DeviceElsewherePageProps extends FormPage<never>, Pick<RequestedFromProps, 'requestedFrom'> {
  readonly application: PageApplication
}

/** Asks whether to take the request over from the browser that has it (DV-07). Posts nothing but the decision. */
export function DeviceElsewherePage(props: DeviceElsewherePageProps) {
  const { t, application, requestedFrom } = props
  return (
    <Shell
      frame={props}
      context={t('device.consent.context')}
      heading={t('device.elsewhere.heading')}
      sentence={t('device.elsewhere.sentence', { application: application.name })}
    >
      <RequestedFrom {...{ t, requestedFrom }} />
      <p class="sentence">
        <strong>{t('device.elsewhere.warning')}</strong>
      </p>
      <Form target={props}>
        <PrimaryButton>{t('device.elsewhere.submit')}</PrimaryButton>
      </Form>
      <div class="next">
        <ButtonLink href="/device" secondary>
          {t('device.expired.again')}
        </ButtonLink>
      </div>
    </Shell>
  )
}
