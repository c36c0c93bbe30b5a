import type { BeginningFact } from '../beginning.ts'
import { isProven, type ProofFact } from '../proof.ts'
import type { Situation } from '../situation.ts'

/** Due where the person has proven nothing yet, and no code is due. */
export function when(facts: BeginningFact & ProofFact, situation: Situation) {
  return isProven(facts, situation) ? undefined : { reason: 'the method is a password', by: ['emailMethod'] as const }
}
