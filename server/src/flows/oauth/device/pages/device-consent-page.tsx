import {
  Form,
  IdentityLine,
  Notice,
  PrimaryButton,
  ScopeList,
  SecondaryButton,
  Shell,
  type AskedApi,
  type FormPage,
  type FormTarget,
  type PageApplication,
} from '#flows/pages'
import { RequestedFrom, type RequestedFromProps } from './requested-from.tsx'

export interface DeviceConsentPageProps extends FormPage<never>, Pick<RequestedFromProps, 'requestedFrom'> {
  readonly application: PageApplication
  readonly email: string
  readonly scopes: readonly string[]
  /** APIs with the scopes that the device gets there. */
  readonly apis: readonly AskedApi[]
  readonly deny: FormTarget
  readonly otherAccountHref: string
}

/**
 * Shows which application requests which scopes from where, and the warning that makes device-code phishing visible
 * (RFC 8628 section 5.4, DV-06). Posts nothing but the decision.
 */
export function DeviceConsentPage(props: DeviceConsentPageProps) {
  const { t, application, email, scopes, apis, requestedFrom, deny, otherAccountHref, problem } = props
  return (
    <Shell
      frame={props}
      context={t('device.consent.context')}
      heading={t('device.consent.heading', { application: application.name })}
      sentence={t('device.consent.sentence')}
    >
      <IdentityLine address={email}>
        <a class="link" href={otherAccountHref}>
          {t('device.consent.other_account')}
        </a>
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <ScopeList {...{ t, scopes, apis }} />
      <RequestedFrom {...{ t, requestedFrom }} />
      <p class="sentence">
        <strong>{t('device.consent.warning')}</strong>
      </p>
      <Form target={props}>
        <PrimaryButton>{t('device.consent.approve')}</PrimaryButton>
      </Form>
      <div class="next">
        <SecondaryButton target={deny}>{t('device.consent.deny')}</SecondaryButton>
      </div>
    </Shell>
  )
}
