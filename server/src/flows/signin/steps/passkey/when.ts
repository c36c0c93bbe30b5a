import { factorNeed, type FactorFacts, type FactorNeed } from '../second-factor/index.ts'
import { isSessionProven } from '../beginning.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'
import { isPasskeyShown } from './fact.ts'

/** The word for a recovery code among the factors to choose from. */
export const RECOVERY = 'recovery_code'

export interface PasskeyDue extends DueReason {
  /** The factors that the person may use instead, and a recovery code; none where a passkey is mandatory. */
  readonly others: readonly string[]
}

type Reads = FactorFacts & { readonly factorChosen?: string | undefined }

/**
 * Due where a passkey is the second factor to ask for, or where the policy makes passkeys mandatory and the person proved
 * who they are by something else, although they have one here: a password that a manager filled in must not pass by it.
 */
export function when(facts: Reads, situation: Situation): PasskeyDue | undefined {
  if (isPasskeyShown(facts, situation)) return undefined
  if (isMandatory(facts, situation)) {
    return { others: [], reason: 'passkeys are mandatory, and the person has one here', by: ['passkeyPolicy'] }
  }
  const need = factorNeed(facts, situation)
  if (need?.type !== 'ask' || kindAsked(facts, need) !== 'passkey') return undefined
  const { reason, by, options, hasRecoveryCodes } = need
  const others = options.map(({ kind }) => kind).filter((kind) => kind !== 'passkey')
  return { others: [...others, ...(hasRecoveryCodes ? [RECOVERY] : [])], reason, by }
}

function isMandatory(facts: Reads, situation: Situation): boolean {
  const { account, passkeys } = situation
  if (isSessionProven(facts, situation) || !account || passkeys?.policy !== 'mandatory') return false
  return (passkeys.owned?.here.length ?? 0) > 0
}

/** Returns the kind of the factor that is asked for: the one that the person chose, or else the first. */
function kindAsked({ factorChosen }: Reads, need: FactorNeed & { readonly type: 'ask' }): string | undefined {
  if (factorChosen === RECOVERY && need.hasRecoveryCodes) return RECOVERY
  return (need.options.find(({ kind }) => kind === factorChosen) ?? need.options[0])?.kind
}
