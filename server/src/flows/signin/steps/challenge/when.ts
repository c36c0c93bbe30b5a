import { PROVIDERS, type ChallengeAction, type ProviderName } from '#domain/bot-stop'
import type { PageSources } from '#platform/http'
import { isSessionProven, type BeginningFact } from '../beginning.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import { isProven, type ProofFact } from '../proof.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'
import type { ChallengeFact } from './fact.ts'

type Reads = BeginningFact & IdentifyFact & ProofFact & ChallengeFact

export interface ChallengeDue extends DueReason {
  readonly action: ChallengeAction
  readonly failures: number
  /** The provider whose keys the environment has; undefined for the proof of work. */
  readonly provider: ProviderName | undefined
}

/** Failures after which a challenge is due, and again after as many more. */
const FAILURES = 3

/** Due before somebody who wants an account gets a code, and before a further try after repeated failures. */
export function whenFirst(facts: Reads, situation: Situation): ChallengeDue | undefined {
  const { botStop } = situation
  if (!botStop || facts.address === undefined || isProven(facts, situation)) return undefined
  const { failures } = botStop
  const passed = facts.challengePassed
  if (facts.intent === 'sign_up' && !passed) {
    return dueFor(situation, 'sign_up', { failures, reason: 'an account is wanted' })
  }
  if (failures - (passed?.failures ?? 0) < FAILURES) return undefined
  return dueFor(situation, 'sign_in', { failures, reason: 'there were repeated failures' })
}

/** Due before an account is made for somebody who came to sign in. */
export function whenNew(facts: Reads, situation: Situation): ChallengeDue | undefined {
  const { botStop, account } = situation
  if (!botStop || account || facts.challengePassed || isSessionProven(facts, situation)) return undefined
  return dueFor(situation, 'sign_up', { failures: botStop.failures, reason: 'an account is about to be made' })
}

function dueFor(
  { settings }: Situation,
  action: ChallengeAction,
  { failures, reason }: { readonly failures: number; readonly reason: string },
): ChallengeDue {
  const { botStopProvider, botStopSiteKey } = settings
  const hasProvider = botStopProvider !== 'proof_of_work' && botStopSiteKey !== null
  const provider = hasProvider ? botStopProvider : undefined
  return { action, failures, provider, reason, by: ['isBotStopOn'] }
}

/** Returns the sources that the page needs: a worker of ours, and a provider's hosts only where its keys are set. */
export function sourcesOf({ provider }: ChallengeDue): PageSources {
  if (!provider) return { worker: ["'self'"] }
  const { sources } = PROVIDERS[provider]
  return { worker: ["'self'"], script: sources, frame: sources, style: sources, connect: sources }
}
