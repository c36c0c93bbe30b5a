import { CancelForm, Form, IdentityLine, Notice, PrimaryButton, renderPage, Shell, type FormPage } from '#flows/pages'
import { addressShown } from '../address-shown.ts'
import type { FactorFacts } from '../second-factor/index.ts'
import type { Html, PageContext } from '../step.ts'
import type { RecoveryFact } from './fact.ts'

export interface RecoveryCodesPageProps extends FormPage<never> {
  readonly email: string
  readonly codes: readonly string[]
  readonly cancelLabel: string
}

/** Shows the recovery codes, once: to copy, to print and to download without script. Posts nothing but that it goes on. */
export function RecoveryCodesPage(props: RecoveryCodesPageProps) {
  const { t, email, codes, problem, cancel, cancelLabel, application } = props
  const text = encodeURIComponent(`${codes.join('\n')}\n`)
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t('factor.recovery.heading')}
      sentence={t('factor.recovery.sentence')}
      styles={CODES_STYLES}
    >
      <IdentityLine address={email} />
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <ul class="codes" aria-label={t('factor.recovery.list')}>
        {codes.map((code) => (
          <li dir="ltr" translate="no">
            {code}
          </li>
        ))}
      </ul>
      <p class="sentence">
        <a href={`data:text/plain;charset=utf-8,${text}`} download="recovery-codes.txt">
          {t('factor.recovery.download')}
        </a>
      </p>
      <p class="sentence">{t('factor.recovery.print')}</p>
      <Form target={props}>
        <PrimaryButton>{t('factor.recovery.submit')}</PrimaryButton>
      </Form>
      <CancelForm target={cancel}>{cancelLabel}</CancelForm>
    </Shell>
  )
}

const CODES_STYLES = `
.codes{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11.5rem),1fr));gap:.25rem 1rem;margin-block:1.5rem;padding:1rem;
border:1px solid var(--line);border-radius:10px;font:500 .9375rem/1.75 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:all}
@media print{form,footer{display:none}.card{box-shadow:none}}
`

export interface RecoveryState {
  readonly codes: readonly string[]
}

export function drawRecoveryCodes(
  showing: PageContext<FactorFacts & RecoveryFact>,
  _due: object,
  { codes }: RecoveryState = { codes: [] },
): Html {
  const { frame, facts, to } = showing
  return renderPage(RecoveryCodesPage, {
    ...frame,
    ...to('recovery-codes'),
    email: addressShown(showing),
    codes,
    cancelLabel: frame.t(`cancel.${facts.intent}`),
  })
}
