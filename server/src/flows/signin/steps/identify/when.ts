import { isSessionProven, type BeginningFact } from '../beginning.ts'
import type { Situation } from '../situation.ts'
import type { IdentifyFact } from './fact.ts'

/** Due until the person has entered an address or their session identifies them. */
export function when(facts: BeginningFact & IdentifyFact, situation: Situation) {
  if (!isUnknown(facts, situation)) return undefined
  if (facts.intent === 'sign_in') return { reason: 'no address yet' }
  return { reason: 'came to sign up, but the environment takes no sign-ups', by: ['isSelfSignUpAllowed'] as const }
}

/** Returns whether the person still has to identify themselves. */
export function isUnknown(facts: BeginningFact & IdentifyFact, { session }: Pick<Situation, 'session'>): boolean {
  return !facts.address && !isSessionProven(facts, { session })
}
