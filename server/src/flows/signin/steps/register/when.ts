import type { BeginningFact } from '../beginning.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import { isUnknown } from '../identify/when.ts'
import type { Situation } from '../situation.ts'

/** Due in place of the first page of signing in, for a person who came to sign up. */
export function when(facts: BeginningFact & IdentifyFact, situation: Situation) {
  if (!isUnknown(facts, situation) || facts.intent !== 'sign_up') return undefined
  return situation.settings.isSelfSignUpAllowed
    ? { reason: 'came to sign up; no address yet', by: ['isSelfSignUpAllowed'] as const }
    : undefined
}
