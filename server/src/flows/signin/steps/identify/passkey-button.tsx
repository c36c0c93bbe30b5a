import type { Translate } from '#platform/i18n'
import { Notice, PasskeyForm, type FormTarget, type PasskeyAsk } from '#flows/pages'
import type { PasskeyRefusal } from '../passkey/index.ts'

/** The button of the first page that asks for a passkey. */
export interface PasskeyOffer {
  readonly target: FormTarget
  readonly ask: PasskeyAsk
  readonly problem: PasskeyRefusal | undefined
}

interface PasskeyButtonProps {
  readonly t: Translate
  readonly passkey: PasskeyOffer | undefined
}

/** The other way in; the server's refusal of a passkey stands under it. */
export function PasskeyButton({ t, passkey }: PasskeyButtonProps) {
  if (!passkey) return null
  const { problem, ...asked } = passkey
  return (
    <>
      {problem && <Notice tone="problem">{t(`passkey.problem.${problem}`)}</Notice>}
      <PasskeyForm t={t} {...asked} secondary>
        {t('passkey.sign_in')}
      </PasskeyForm>
    </>
  )
}
