/**
 * Offers a passkey to a person who signed in with a code or a password and has none at this host: once where the policy
 * is optional, until they have one where it is mandatory. Takes `passkey-add` and `passkey-later`.
 */
import { definePage } from '../define-step.ts'
import { passkeyPromptFact } from './fact.ts'
import { drawPasskeyPrompt } from './page.tsx'
import { takeNewPasskey, takeNotNow } from './take.ts'
import { when } from './when.ts'

export const passkeyPrompt = definePage({
  kind: 'passkey-prompt',
  fact: passkeyPromptFact,
  when,
  takes: { 'passkey-add': takeNewPasskey, 'passkey-later': takeNotNow },
  draw: drawPasskeyPrompt,
})
