import type { PasskeyAsk } from '#flows/pages'
import type { PageContext } from '../step.ts'
import type { BeginningFact } from '../beginning.ts'
import { requestOptions } from '#domain/passkeys'

type Showing = Pick<PageContext<BeginningFact>, 'situation' | 'passkeyChallenge'>

/**
 * Returns how the first page asks for a passkey: for any, so that it is the same for everybody (ATO-10). Undefined where
 * the host or the policy has none.
 */
export function askOfFirstPage({ situation, passkeyChallenge }: Showing): PasskeyAsk | undefined {
  const { passkeys } = situation
  if (!passkeys || passkeys.policy === 'off') return undefined
  const { challenge, renew } = passkeyChallenge('sign_in')
  const options = requestOptions({ relyingParty: passkeys.relyingParty, challenge, allowed: [], isOnlyProof: true })
  return { kind: 'get', options, renew, isAutofill: true }
}

/** Returns how a person who proved something else is asked for one of their passkeys. */
export function askForOwn({ situation, passkeyChallenge }: Showing): PasskeyAsk | undefined {
  const { passkeys } = situation
  if (!passkeys) return undefined
  const { relyingParty, owned } = passkeys
  const { challenge, renew } = passkeyChallenge('sign_in')
  const allowed = owned?.here ?? []
  return { kind: 'get', options: requestOptions({ relyingParty, challenge, allowed, isOnlyProof: false }), renew }
}
