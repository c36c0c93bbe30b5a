import type { Translate } from '#platform/i18n'
import { Remarks, describedBy } from './field.tsx'

interface PasswordFieldProps {
  readonly t: Translate
  readonly label: string
  /** `new-password` makes password managers offer one, and measures what is typed. */
  readonly autocomplete: 'current-password' | 'new-password'
  readonly minimum?: number | undefined
  readonly focus?: boolean | undefined
  readonly help?: string | undefined
  readonly problem?: string | undefined
}

/** A password, posted as `password`. Paste is welcome, and there is no second field to type it again. */
export function PasswordField({ t, label, autocomplete, minimum, focus, help, problem }: PasswordFieldProps) {
  return (
    <div class="field">
      <div class="label-line">
        <label for="password">{label}</label>
        <RevealButton t={t} />
      </div>
      <input
        id="password"
        name="password"
        type="password"
        dir="ltr"
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        minlength={minimum}
        required
        autofocus={focus}
        {...describedBy('password', help, problem)}
      />
      {autocomplete === 'new-password' && <StrengthHint t={t} />}
      <Remarks name="password" help={help} problem={problem} />
    </div>
  )
}

/** The address in a field that nobody sees, for password managers to file the password under. */
export function UsernameForManagers({ email }: { email: string }) {
  return <input type="text" name="username" autocomplete="username" value={email} readonly hidden />
}

function RevealButton({ t }: { t: Translate }) {
  return (
    <button
      type="button"
      class="link scripted-only"
      aria-label={t('password.show_label')}
      aria-controls="password"
      data-reveals="password"
      data-show={t('password.show')}
      data-hide={t('password.hide')}
      data-show-label={t('password.show_label')}
      data-hide-label={t('password.hide_label')}
    >
      {t('password.show')}
    </button>
  )
}

function StrengthHint({ t }: { t: Translate }) {
  return (
    <div
      class="strength"
      hidden
      data-measures="password"
      data-short={t('new_password.strength.short')}
      data-fair={t('new_password.strength.fair')}
      data-good={t('new_password.strength.good')}
      data-strong={t('new_password.strength.strong')}
    >
      <span class="bar">
        <span></span>
      </span>
      <span role="status"></span>
    </div>
  )
}
