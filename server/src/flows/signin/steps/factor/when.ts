import { factorNeed, type FactorFacts, type FactorOption } from '../second-factor/index.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'
import type { FactorFact } from './fact.ts'

export const RECOVERY = 'recovery_code'

/** The factor that is asked for, and the others that the person may choose. */
export interface FactorDue extends DueReason {
  /** Undefined: a recovery code. */
  readonly option: FactorOption | undefined
  readonly others: readonly FactorOption[]
  readonly hasRecoveryCodes: boolean
  /** The person may have this browser not asked again. */
  readonly isTrustable: boolean
}

/** Due where a policy or the request asks for a factor that the person has. */
export function when(facts: FactorFacts & FactorFact, situation: Situation): FactorDue | undefined {
  const need = factorNeed(facts, situation)
  if (need?.type !== 'ask') return undefined
  const { options, hasRecoveryCodes, trustable, reason, by } = need
  const isRecovering = facts.factorChosen === RECOVERY && hasRecoveryCodes
  const option = isRecovering ? undefined : (options.find(({ kind }) => kind === facts.factorChosen) ?? options[0])
  // The step of passkeys asks for one.
  if (option?.kind === 'passkey') return undefined
  return {
    option,
    others: options.filter((one) => one !== option),
    hasRecoveryCodes,
    isTrustable: option?.factorId !== undefined && trustable.includes(option.kind),
    reason,
    by,
  }
}
