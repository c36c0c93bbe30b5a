import {
  CancelForm,
  Field,
  Form,
  IdentityLine,
  LinkButton,
  Notice,
  PrimaryButton,
  renderPage,
  SecondaryButton,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'
import type { Offer } from '#flows/engine'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'
import type { OrganizationDue } from './when.ts'

/** The search, shown where there are more organizations than on one page. */
export interface FindingOrganizations {
  /** The part of a name that was searched for; empty where none was. */
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
 * Asks which of several organizations the person wants to enter. Each button posts its `org_code`; of many
 * organizations, `text` and `page` select the ones to show.
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

/** A search among the person's organizations, and its result. */
export interface OrganizationState {
  /** Part of a name, and the page, counted from one. */
  readonly find?: { readonly text: string; readonly page: number }
  readonly offer?: Offer
}

export function drawOrganization(
  showing: PageContext<BeginningFact & IdentifyFact>,
  due: OrganizationDue,
  { find = { text: '', page: 1 }, offer = due }: OrganizationState = {},
): Html {
  const { frame, to } = showing
  const { hasMore } = offer
  const options = offer.options.map(({ code, name }) => ({ code, name }))
  const isFound = find.text !== '' || find.page > 1 || hasMore
  const finding = isFound ? { ...find, hasMore, target: to('find') } : undefined
  const more = { email: addressShown(showing), change: to('change'), options, finding }
  return renderPage(OrganizationPage, { ...frame, ...to('organization'), ...more })
}
