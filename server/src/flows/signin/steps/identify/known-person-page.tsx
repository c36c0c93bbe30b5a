import {
  askForPasskey,
  CancelForm,
  Form,
  IdentityLine,
  LinkButton,
  Notice,
  PrimaryButton,
  Shell,
  type FormPage,
  type FormTarget,
} from '#flows/pages'
import { PasskeyButton, type PasskeyOffer } from './passkey-button.tsx'

export interface KnownPersonPageProps extends FormPage<never> {
  /** The address of the person who is signed in in this browser. */
  readonly email: string
  readonly passkey?: PasskeyOffer | undefined
  readonly change: FormTarget
}

/** Asks a person who is signed in to prove again who they are, by the method that they sign in with. Posts `email`. */
export function KnownPersonPage(props: KnownPersonPageProps) {
  const { t, application, action, fields, email, passkey, change, cancel, problem } = props
  return (
    <Shell
      frame={props}
      context={application && t('context.sign_in', { application: application.name })}
      heading={t('known.heading')}
      sentence={t('known.sentence')}
      script={passkey && askForPasskey}
    >
      <IdentityLine address={email}>
        <LinkButton target={change} label={t('known.other_label')}>
          {t('known.other')}
        </LinkButton>
      </IdentityLine>
      {problem === 'form_expired' && <Notice tone="problem">{t('form.expired')}</Notice>}
      <Form target={{ action, fields: { ...fields, email } }}>
        <PrimaryButton>{t('identify.submit')}</PrimaryButton>
      </Form>
      <PasskeyButton t={t} passkey={passkey} />
      <CancelForm target={cancel}>{t('cancel.sign_in')}</CancelForm>
    </Shell>
  )
}
