import type { FactorFacts } from '../second-factor/index.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'
import type { RecoveryFact } from './fact.ts'

/** Due once the person has set up a factor, where they have no recovery codes left (M5-7). */
export function when(facts: FactorFacts & RecoveryFact, { second }: Situation): DueReason | undefined {
  if (!second?.policy.hasRecoveryCodes || facts.factorEnrolled === undefined) return undefined
  if (facts.areRecoveryCodesSeen === true || second.recoveryCodes > 0) return undefined
  return { reason: 'a factor was set up; the person has no recovery codes', by: ['isRecoveryCodesEnabled'] }
}
