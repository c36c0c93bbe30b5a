import { isSessionProven } from '../beginning.ts'
import { isCodeProven } from '../code/fact.ts'
import { isPasswordProven } from '../password/fact.ts'
import { factorNeed, type FactorFacts } from '../second-factor/index.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'

export interface PasskeyPromptDue extends DueReason {
  readonly isMandatory: boolean
}

/**
 * Due where a person signed in with a code or a password and has no passkey at this host: by the policy of passkeys, or
 * where a second factor is to be set up and may be a passkey. A person who came with a session or by an identity provider
 * is not asked (M8-1).
 */
export function when(facts: FactorFacts, situation: Situation): PasskeyPromptDue | undefined {
  const { account, passkeys } = situation
  if (isSessionProven(facts, situation) || facts.newPasskey !== undefined) return undefined
  if (!isCodeProven(facts, account) && !isPasswordProven(facts, account)) return undefined
  if (!passkeys?.owned || passkeys.owned.here.length > 0 || isFactorUnshown(facts, situation)) return undefined
  const asked = asFactor(facts, situation) ?? byPolicy(passkeys.policy)
  if (asked?.isMandatory === true) return asked
  return facts.isPasskeyRefused === true || passkeys.owned.hasRefused ? undefined : asked
}

/**
 * Whether the person has a second factor that this sign-in did not see, because the browser is trusted. A passkey would be
 * a new factor, so it waits for a sign-in that sees one (ATO-16).
 */
function isFactorUnshown({ factorsPassed = [] }: FactorFacts, { second }: Situation): boolean {
  return second !== undefined && second.own.length > 0 && factorsPassed.length === 0
}

function asFactor(facts: FactorFacts, situation: Situation): PasskeyPromptDue | undefined {
  const need = factorNeed(facts, situation)
  if (need?.type !== 'enroll' || !need.kinds.includes('passkey')) return undefined
  const { isForced, kinds, reason, by } = need
  return { isMandatory: isForced && kinds.length === 1, reason, by }
}

function byPolicy(policy: 'off' | 'optional' | 'mandatory'): PasskeyPromptDue | undefined {
  if (policy === 'off') return undefined
  const by = ['passkeyPolicy'] as const
  return policy === 'mandatory'
    ? { isMandatory: true, reason: 'passkeys are mandatory, and the person has none here', by }
    : { isMandatory: false, reason: 'the person has no passkey here, and has not been asked', by }
}
