import type { FactorKind, StoredKind } from '#domain/factors'
import { destinationOf } from '../code/destination.ts'
import { isCodeProven } from '../code/fact.ts'
import type { FactorRecipient } from '../factor/send-factor-code.ts'
import { factorNeed, type FactorFacts } from '../second-factor/index.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'
import type { EnrollFact } from './fact.ts'

/** The stage of setting up a factor. */
export type EnrollStage =
  | { readonly name: 'choose' }
  | { readonly name: 'address'; readonly kind: 'email' | 'sms'; readonly suggested: string | undefined }
  | { readonly name: 'seed' }
  | { readonly name: 'code'; readonly recipient: FactorRecipient }

export interface EnrollDue extends DueReason {
  readonly kinds: readonly StoredKind[]
  readonly isForced: boolean
  readonly stage: EnrollStage
}

/** Due where a policy or the request asks for a factor that the person does not have yet, or offers one. */
export function when(facts: FactorFacts & EnrollFact, situation: Situation): EnrollDue | undefined {
  const need = factorNeed(facts, situation)
  if (need?.type !== 'enroll') return undefined
  const { isForced, reason, by } = need
  const kinds = need.kinds.filter(isStoredKind)
  // The step that offers a passkey sets one up.
  if (kinds.length === 0) return undefined
  return { kinds, isForced, reason, by, stage: stageOf(facts, situation, { kinds, isForced }) }
}

function isStoredKind(kind: FactorKind): kind is StoredKind {
  return kind !== 'passkey'
}

function stageOf(
  facts: FactorFacts & EnrollFact,
  situation: Situation,
  { kinds, isForced }: Pick<EnrollDue, 'kinds' | 'isForced'>,
): EnrollStage {
  const chosen = kinds.find((kind) => kind === facts.enrollKind)
  const [only] = isForced && kinds.length === 1 ? kinds : []
  const kind = chosen ?? only
  if (kind === undefined) return { name: 'choose' }
  if (kind === 'authenticator') return { name: 'seed' }
  const given = facts.enrollAddress
  if (given) return { name: 'code', recipient: { kind, address: given.typed, normalized: given.normalized } }
  const known = knownAddress(facts, situation, kind)
  // A number changes more often than an address, and the message costs money: the person confirms it first.
  if (kind === 'email' && known)
    return { name: 'code', recipient: { kind, address: known.typed, normalized: known.normalized } }
  return { name: 'address', kind, suggested: known?.typed }
}

/** Returns the address or number that the person has proven. */
function knownAddress(facts: FactorFacts, { account }: Situation, kind: 'email' | 'sms') {
  const wanted = kind === 'sms' ? 'phone' : 'email'
  const stored = account?.[wanted]
  if (stored?.isVerified === true) return stored
  if (!isCodeProven(facts, account)) return undefined
  const proven = destinationOf(facts, account)
  return proven.kind === wanted ? proven : undefined
}
