import { isSessionProven, type BeginningFact } from '../beginning.ts'
import type { Situation } from '../situation.ts'
import type { IdentifyFact } from './fact.ts'

/** Due until somebody has said who they are. */
export function when(facts: BeginningFact & IdentifyFact, situation: Situation) {
  if (!isUnknown(facts, situation)) return undefined
  if (facts.intent === 'sign_in') return { reason: 'no address yet' }
  return { reason: 'came to sign up, but the environment takes no sign-ups' }
}

/** Returns whether the person has still to say who they are. */
export function isUnknown(facts: BeginningFact & IdentifyFact, { session }: Pick<Situation, 'session'>): boolean {
  return !facts.address && !isSessionProven(facts, { session })
}
