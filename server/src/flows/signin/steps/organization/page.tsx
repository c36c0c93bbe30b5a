import {
  CancelForm,
  Field,
  Form,
  IdentityLine,
  LinkButton,
  Notice,
  PrimaryButton,
  SecondaryButton,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'

/** Where there are more organizations than a page shows. */
export interface FindingOrganizations {
  /** Part of a name that was looked for; empty: none was. */
  readonly text: string
  readonly page: number
  readonly hasMore: boolean
  readonly target: FormTarget
}

export interface OrganizationPageProps extends FormPage<never> {
  readonly email: string
  readonly options: readonly { readonly code: string; readonly name: string }[]
  readonly change?: FormTarget | undefined
  readonly finding?: FindingOrganizations | undefined
}

/**
 * Somebody is in several organizations: which one now? Posts `org_code`, by the button of each; of many, `text` and
 * `page` say which are shown.
 */
export function OrganizationPage(props: OrganizationPageProps) {
  const { t, application, action, fields, email, options, change, finding, problem, cancel } = props
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
      {finding && <FindForm t={t} finding={finding} />}
      {options.length === 0 && <Notice tone="neutral">{t('organization.none')}</Notice>}
      <div class="stack">
        {options.map(({ code, name }) => (
          <SecondaryButton target={{ action, fields: { ...fields, org_code: code } }}>
            <bdi>{name}</bdi>
          </SecondaryButton>
        ))}
      </div>
      {finding && <OtherPages t={t} finding={finding} />}
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

type FindingProps = Pick<OrganizationPageProps, 't'> & { readonly finding: FindingOrganizations }

function FindForm({ t, finding: { text, target } }: FindingProps) {
  return (
    <Form target={target}>
      <Field name="text" label={t('organization.find')} value={text} autocomplete="off" maxlength={200} optional />
      <PrimaryButton>{t('organization.find_submit')}</PrimaryButton>
    </Form>
  )
}

function OtherPages({ t, finding: { text, page, hasMore, target } }: FindingProps) {
  const next = { ...target, fields: { ...target.fields, text, page: String(page + 1) } }
  return (
    <div class="stack">
      {hasMore && <LinkButton target={next}>{t('organization.more')}</LinkButton>}
      {(page > 1 || text !== '') && <LinkButton target={target}>{t('organization.all')}</LinkButton>}
    </div>
  )
}
