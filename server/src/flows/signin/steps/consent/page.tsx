import {
  Form,
  IdentityLine,
  LinkButton,
  Notice,
  PrimaryButton,
  renderPage,
  ScopeList,
  SecondaryButton,
  Shell,
  type AskedApi,
  type FormPage,
  type FormTarget,
  type PageApplication,
} from '#flows/pages'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'

/** The APIs of the request, with texts for the person. */
export type ConsentState = Pick<ConsentPageProps, 'apis'>

export interface ConsentPageProps extends FormPage<never> {
  readonly application: PageApplication
  readonly email: string
  readonly scopes: readonly string[]
  /** APIs with the scopes that the request asks for. The tokens get those that the person has. */
  readonly apis: readonly AskedApi[]
  readonly change: FormTarget
  readonly deny: FormTarget
}

/** Shows which application requests which scopes (AS-20). Posts nothing but the decision. */
export function ConsentPage(props: ConsentPageProps) {
  const { t, application, email, scopes, apis, change, deny, problem } = props
  return (
    <Shell
      frame={props}
      context={t('consent.context')}
      heading={t('consent.heading', { application: application.name })}
      sentence={t('consent.sentence')}
    >
      <IdentityLine address={email}>
        <LinkButton target={change} label={t('identity.change_label')}>
          {t('identity.change')}
        </LinkButton>
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <ScopeList {...{ t, scopes, apis }} />
      {apis.some((api) => api.scopes.length > 0) && <p class="fine">{t('consent.as_far')}</p>}
      <Form target={props}>
        <PrimaryButton>{t('consent.approve')}</PrimaryButton>
      </Form>
      <div class="next">
        <SecondaryButton target={deny}>{t('consent.deny')}</SecondaryButton>
      </div>
    </Shell>
  )
}

export function drawConsent(
  showing: PageContext<BeginningFact & IdentifyFact>,
  _due: object,
  { apis }: ConsentState = { apis: [] },
): Html {
  const { application, frame, situation, to } = showing
  const { scopes } = situation.request
  const asked = { application, email: addressShown(showing), scopes, apis, change: to('change'), deny: to('cancel') }
  return renderPage(ConsentPage, { ...frame, ...to('consent'), ...asked })
}
