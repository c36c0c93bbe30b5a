import type { BeginningFact } from '../beginning.ts'
import { isProven, type ProofFact } from '../proof.ts'
import type { Situation } from '../situation.ts'

/** Due where no account has the address and the environment allows revealing that. */
export function when(facts: BeginningFact & ProofFact, situation: Situation) {
  const { account, settings } = situation
  if (facts.intent === 'sign_up' || account || settings.isEnumerationProtected) return undefined
  if (isProven(facts, situation)) return undefined
  const by = ['isEnumerationProtected'] as const
  const isSignUpOffered = settings.isSelfSignUpAllowed
  return { isSignUpOffered, reason: 'nobody has the address; enumeration protection is off', by }
}
