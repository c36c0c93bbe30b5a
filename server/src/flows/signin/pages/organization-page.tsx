import {
  CancelForm,
  IdentityLine,
  LinkButton,
  Notice,
  SecondaryButton,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'

export interface OrganizationPageProps extends FormPage<never> {
  readonly email: string
  readonly options: readonly { readonly code: string; readonly name: string }[]
  readonly change?: FormTarget | undefined
}

/** Somebody is in several organizations: which one now? Posts `org_code`, by the button of each. */
export function OrganizationPage(props: OrganizationPageProps) {
  const { t, application, action, fields, email, options, change, problem, cancel } = props
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t('organization.heading')}
    >
      <IdentityLine address={email}>
        {change && (
          <LinkButton target={change} label={t('identity.change_label')}>
            {t('identity.change')}
          </LinkButton>
        )}
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <div class="stack">
        {options.map(({ code, name }) => (
          <SecondaryButton target={{ action, fields: { ...fields, org_code: code } }}>
            <bdi>{name}</bdi>
          </SecondaryButton>
        ))}
      </div>
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}
