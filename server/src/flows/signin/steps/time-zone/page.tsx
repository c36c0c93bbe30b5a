import {
  CancelForm,
  Field,
  Form,
  IdentityLine,
  LinkButton,
  Notice,
  PrimaryButton,
  renderPage,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'
import type { BeginningFact } from '../beginning.ts'
import { emailShown } from '../email-shown.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Html, Showing } from '../step.ts'

export interface TimeZonePageProps extends FormPage<'unknown'> {
  readonly email: string
  readonly typed?: string | undefined
  readonly change?: FormTarget | undefined
}

/** Asks a person to confirm their time zone. Posts `time_zone`. */
export function TimeZonePage(props: TimeZonePageProps) {
  const { t, application, email, typed = 'UTC', change, problem, cancel } = props
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t('time_zone.heading')}
    >
      <IdentityLine address={email}>
        {change && (
          <LinkButton target={change} label={t('identity.change_label')}>
            {t('identity.change')}
          </LinkButton>
        )}
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={props}>
        <Field
          name="time_zone"
          label={t('time_zone.label')}
          value={typed}
          autocomplete="off"
          maxlength={64}
          focus
          help={t('time_zone.help')}
          problem={problem === 'unknown' ? t('time_zone.problem.unknown') : undefined}
        />
        <PrimaryButton>{t('time_zone.submit')}</PrimaryButton>
      </Form>
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

/** The name as typed, and what was wrong with it. */
export interface TimeZoneState {
  readonly typed: string
  readonly problem: 'unknown'
}

export function drawTimeZone(
  showing: Showing<BeginningFact & IdentifyFact>,
  _due: object,
  state: TimeZoneState | undefined,
): Html {
  const { frame, to } = showing
  const more = { email: emailShown(showing), change: to('change') }
  return renderPage(TimeZonePage, { ...frame, ...state, ...to('time-zone'), ...more })
}
