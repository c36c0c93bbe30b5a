import type { Child } from 'hono/jsx'
import type { Translate } from '#platform/i18n'
import { HiddenFields } from './form.tsx'
import type { FormTarget } from './frame.ts'

/** The values with which `askForPasskey` asks the browser. */
export interface PasskeyAsk {
  readonly kind: 'get' | 'create'
  /** WebAuthn options in their JSON form. */
  readonly options: object
  /** The address of another challenge; undefined where the page is short-lived. */
  readonly renew?: string | undefined
  /** Offers passkeys in the autofill of a field with `autocomplete="webauthn"`. */
  readonly isAutofill?: boolean | undefined
}

interface PasskeyFormProps {
  readonly t: Translate
  readonly target: FormTarget
  readonly ask: PasskeyAsk
  readonly secondary?: boolean | undefined
  /** The server's answer to the passkey before, already in words. */
  readonly problem?: string | undefined
  readonly children: Child
}

/**
 * A button that asks the browser for a passkey and posts it as `credential`. Hidden until the script finds that the
 * browser has passkeys.
 */
export function PasskeyForm({ t, target, ask, secondary, problem, children }: PasskeyFormProps) {
  const { kind, options, renew, isAutofill } = ask
  return (
    <form
      method="post"
      action={target.action}
      class="next"
      hidden
      data-passkey={kind}
      data-options={JSON.stringify(options)}
      data-renew={renew}
      data-autofill={isAutofill ? 'on' : undefined}
      data-waiting={t('passkey.waiting')}
      data-cancelled={t('passkey.problem.cancelled')}
      data-exists={t('passkey.problem.exists')}
      data-failed={t('passkey.problem.failed')}
    >
      <HiddenFields fields={target.fields} />
      <input type="hidden" name="credential" />
      <button type="submit" class={secondary ? 'button secondary' : 'button'}>
        {children}
      </button>
      <p role="status" class="problem" hidden={!problem}>
        {problem}
      </p>
    </form>
  )
}
