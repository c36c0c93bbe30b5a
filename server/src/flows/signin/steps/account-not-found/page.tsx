import {
  CancelForm,
  Form,
  IdentityLine,
  PrimaryButton,
  renderPage,
  SecondaryButton,
  Shell,
  type FormTarget,
  type PageFrame,
} from '#flows/pages'
import type { BeginningFact } from '../beginning.ts'
import { addressShown } from '../address-shown.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Html, PageContext } from '../step.ts'

export interface AccountNotFoundPageProps extends PageFrame {
  readonly email: string
  /** Absent where the application takes no sign-ups. */
  readonly create?: FormTarget | undefined
  readonly change?: FormTarget | undefined
  readonly cancel?: FormTarget | undefined
}

/** Shown only after the address was proven, or where the environment allows revealing that no account has it. */
export function AccountNotFoundPage(props: AccountNotFoundPageProps) {
  const { t, email, create, change, cancel, application } = props
  const sentence = create
    ? t('account_not_found.offer')
    : t('account_not_found.refuse', { application: application?.name ?? props.brand.name })
  return (
    <Shell frame={props} icon="user" heading={t('account_not_found.heading')} sentence={sentence}>
      <IdentityLine address={email} />
      {create && (
        <Form target={create}>
          <PrimaryButton>{t('account_not_found.create')}</PrimaryButton>
        </Form>
      )}
      {change && (
        <div class="next">
          <SecondaryButton target={change}>{t('account_not_found.other')}</SecondaryButton>
        </div>
      )}
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}

interface Detail {
  readonly isSignUpOffered: boolean
}

export function drawAccountNotFound(
  showing: PageContext<BeginningFact & IdentifyFact>,
  { isSignUpOffered }: Detail,
): Html {
  const { frame, to } = showing
  const create = isSignUpOffered ? to('create') : undefined
  return renderPage(AccountNotFoundPage, { ...frame, email: addressShown(showing), create, change: to('change') })
}
