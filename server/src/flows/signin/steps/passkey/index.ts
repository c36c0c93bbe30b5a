/**
 * A passkey of the person. On the first page of signing in it is the whole sign-in; that page takes `passkey`. As a step
 * of its own it is due where passkeys are mandatory or a passkey is the second factor to ask for; it takes `passkey-check`
 * and `factor-choose`.
 */
import { definePage } from '../define-step.ts'
import { passkeyFact } from './fact.ts'
import { drawPasskey } from './page.tsx'
import { takeOtherFactor, takePasskeyCheck } from './take.ts'
import { when } from './when.ts'

export { askForOwn, askOfFirstPage } from './ask.ts'
export { isPasskeyProven, isPasskeyShown, type PasskeyFact } from './fact.ts'
export { takePasskeyCheck, takePasskeySignIn, type PasskeyRefusal, type PasskeyState } from './take.ts'

export const passkey = definePage({
  kind: 'passkey',
  fact: passkeyFact,
  when,
  takes: { 'passkey-check': takePasskeyCheck, 'factor-choose': takeOtherFactor },
  draw: drawPasskey,
})
