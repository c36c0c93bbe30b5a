import type { FactorKind } from '#domain/factors'
import type { SettingName } from '#domain/settings'
import { isSessionProven, type BeginningFact } from '../beginning.ts'
import type { PasskeyPromptFact } from '../passkey-prompt/fact.ts'
import { isPasskeyShown } from '../passkey/fact.ts'
import { isProven, type ProofFact } from '../proof.ts'
import type { FactorSituation } from './factor-situation.ts'
import { isStepUp } from './authentication-context.ts'
import { firstChannelOf, isSameChannel, type Channel } from './first-channel.ts'
import type { PassedFact } from './passed-factor.ts'
import type { SecondFactors } from './read-second-factors.ts'

export type FactorFacts = BeginningFact & ProofFact & PassedFact & PasskeyPromptFact

/** A factor of the person that can be asked for. Without an id it is their verified address, as the last resort. */
export interface FactorOption {
  readonly kind: FactorKind
  readonly factorId: string | undefined
  /** The address or number that gets a code, as shown and as compared. */
  readonly address: string | undefined
  readonly normalized: string | undefined
  readonly isRepeat: boolean
}

interface Need {
  readonly reason: string
  readonly by: readonly SettingName[]
}

/** A factor to ask for, or to set up. */
export type FactorNeed =
  | (Need & {
      readonly type: 'ask'
      readonly options: readonly FactorOption[]
      readonly hasRecoveryCodes: boolean
      /** The kinds after which the browser may be trusted; none where the request or the policy forbids it. */
      readonly trustable: readonly FactorKind[]
    })
  | (Need & { readonly type: 'enroll'; readonly kinds: readonly FactorKind[]; readonly isForced: boolean })

const BY_POLICY = ['mfaPolicy', 'mfaFactors'] as const

interface Demand extends Need {
  readonly isForced: boolean
  readonly isStepUp: boolean
  /** The kinds that satisfy it. */
  readonly kinds: readonly FactorKind[]
}

/** A factor that was passed, in this flow or when the session began. */
interface Passed {
  readonly kind: string
  readonly isOfFlow: boolean
  readonly isRepeat: boolean
}

/**
 * Returns the factor that is still due; undefined where none is. Pure.
 *
 * A person who has factors proves one of them before they set up another: a policy with other factors must not let
 * somebody who knows only the password choose a factor of their own.
 */
export function factorNeed(facts: FactorFacts, situation: FactorSituation): FactorNeed | undefined {
  const { second } = situation
  if (!second || !isProven(facts, situation)) return undefined
  return needByDemand(facts, situation, second) ?? needByWish(facts, situation, second)
}

/** A person may set up a further factor of their own accord, once what is demanded has been shown. */
function needByWish(
  facts: FactorFacts,
  { request }: FactorSituation,
  { policy, workable }: SecondFactors,
): FactorNeed | undefined {
  if (request.enrolls !== 'factor' || facts.factorEnrolled !== undefined) return undefined
  const kinds = orFallback(policy.kinds.filter((kind) => kind !== 'passkey' && workable.includes(kind)))
  return { type: 'enroll', kinds, isForced: true, reason: 'the person wants to set up a factor', by: [] }
}

function needByDemand(facts: FactorFacts, situation: FactorSituation, second: SecondFactors): FactorNeed | undefined {
  const channel = firstChannelOf(facts, situation)
  const demand = demandOf(second, situation, channel)
  if (!demand) return undefined
  const passed = passedIn(facts, situation, second)
  if (passed.some((one) => satisfies(one, demand, second))) return undefined
  if (!demand.isStepUp && second.trust !== undefined) return undefined
  // A session may be days old, so the factor that it passed does not allow another to be set up.
  if (!passed.some(({ isOfFlow }) => isOfFlow)) {
    const options = optionsOf(second, situation, { demand, channel })
    if (options.length > 0) return askFor(options, demand, second)
  }
  return enrollmentOf(facts, situation, { demand, second, channel })
}

function demandOf(second: SecondFactors, situation: FactorSituation, channel: Channel | undefined): Demand | undefined {
  const { policy } = second
  const { request } = situation
  const workable = workableIn(second, situation)
  const offered = policy.kinds.filter((kind) => workable.includes(kind))
  if (isStepUp(request)) {
    const kinds = orFallback(offered.filter((kind) => kind !== channel?.factor))
    return { isForced: true, isStepUp: true, kinds, reason: 'the request asks for a second factor', by: [] }
  }
  if (policy.enforcement === 'off' || policy.exemption !== undefined) return undefined
  const isForced = policy.enforcement === 'required'
  const level = policy.organizationId === undefined ? 'the environment' : 'the organization'
  return {
    isForced,
    isStepUp: false,
    kinds: orFallback(offered),
    reason: isForced ? `${level} requires a second factor` : `${level} offers a second factor`,
    by: BY_POLICY,
  }
}

/** A passkey works at hosts that can have one. */
function workableIn({ workable }: SecondFactors, { passkeys }: FactorSituation): readonly FactorKind[] {
  return passkeys ? [...workable, 'passkey'] : workable
}

/** An app needs nothing of ours, so no setting leaves a person without a factor that they can set up. */
function orFallback(kinds: readonly FactorKind[]): readonly FactorKind[] {
  return kinds.length > 0 ? kinds : ['authenticator']
}

function satisfies({ kind, isRepeat }: Passed, demand: Demand, { policy, own }: SecondFactors): boolean {
  if (demand.isStepUp) return !isRepeat
  // A passkey with user verification is two factors in one, and stronger than any that could be asked for.
  if (kind === 'passkey') return true
  // A recovery code stands in for the factor that the person has, not for one that they still have to set up.
  if (kind === 'recovery_code') return policy.hasRecoveryCodes && own.some((one) => demand.kinds.includes(one.kind))
  return demand.kinds.some((one) => one === kind)
}

/** Returns the factors that count: those of this flow that the person still has, or those of their session. */
function passedIn(facts: FactorFacts, situation: FactorSituation, { own }: SecondFactors): readonly Passed[] {
  const { account, session } = situation
  const inFlow = (facts.factorsPassed ?? []).filter(
    ({ userId, factorId }) =>
      userId === account?.userId && (factorId === undefined ? own.length > 0 : own.some(({ id }) => id === factorId)),
  )
  const enrolled = facts.factorEnrolled ? [facts.factorEnrolled] : []
  const ofSession = isSessionProven(facts, { session }) ? (session?.factors ?? []) : []
  const isRepeat = session?.amr.includes('mfa') !== true
  // Shown, or registered a moment ago, when the device verified the person.
  const isPasskey = isPasskeyShown(facts, situation) || facts.newPasskey !== undefined
  const passkey = isPasskey ? [{ kind: 'passkey', isRepeat: false, isOfFlow: true }] : []
  return [
    ...passkey,
    ...[...inFlow, ...enrolled].map((one) => ({ ...one, isOfFlow: true })),
    ...ofSession.map((kind) => ({ kind, isRepeat, isOfFlow: false })),
  ]
}

interface Demanding {
  readonly demand: Demand
  readonly channel: Channel | undefined
}

/** Returns the person's factors that work: those that satisfy the demand, else any, else their verified address. */
function optionsOf(second: SecondFactors, situation: FactorSituation, { demand, channel }: Demanding): FactorOption[] {
  const { own } = second
  const { account } = situation
  const workable = workableIn(second, situation)
  const stored = own
    .filter(({ kind }) => workable.includes(kind))
    .map(({ id, kind, address, normalized }): FactorOption => {
      const option = { kind, factorId: id, address, normalized }
      return { ...option, isRepeat: isSameChannel(option, channel) }
    })
    .filter(({ isRepeat }) => !(demand.isStepUp && isRepeat))
  const working = [...passkeyOptions(situation), ...stored]
  const good = working.filter(({ kind }) => demand.isStepUp || demand.kinds.includes(kind))
  if (good.length > 0) return inOrder(good)
  if (working.length > 0) return inOrder(working)
  const email = account?.email
  if (own.length === 0 || demand.isStepUp || email?.isVerified !== true) return []
  const last = { kind: 'email', factorId: undefined, address: email.typed, normalized: email.normalized } as const
  return [{ ...last, isRepeat: isSameChannel(last, channel) }]
}

/** One option for all passkeys of the person at this host: the browser lets them choose. */
function passkeyOptions({ passkeys }: FactorSituation): readonly FactorOption[] {
  const [first] = passkeys?.owned?.here ?? []
  return first
    ? [{ kind: 'passkey', factorId: first.id, address: undefined, normalized: undefined, isRepeat: false }]
    : []
}

const PREFERENCE: readonly FactorKind[] = ['passkey', 'authenticator', 'sms', 'email']

/** Factors that prove something new come first (M5-9). */
function inOrder(options: readonly FactorOption[]): FactorOption[] {
  const rank = ({ kind, isRepeat }: FactorOption) => PREFERENCE.indexOf(kind) + (isRepeat ? PREFERENCE.length : 0)
  return [...options].sort((one, other) => rank(one) - rank(other))
}

function askFor(options: readonly FactorOption[], demand: Demand, second: SecondFactors): FactorNeed {
  const { policy, recoveryCodes } = second
  const isTrustable = !demand.isStepUp && policy.trustedDeviceDays > 0
  const { reason, by } = demand
  return {
    type: 'ask',
    options,
    hasRecoveryCodes: policy.hasRecoveryCodes && recoveryCodes > 0,
    trustable: isTrustable ? policy.kinds : [],
    reason,
    by,
  }
}

/**
 * Returns the factors to set up. A person who came with a session is not interrupted for an optional one, and nobody is
 * asked twice (M5-4).
 */
function enrollmentOf(
  facts: FactorFacts,
  { session }: FactorSituation,
  { demand, second, channel }: Demanding & { readonly second: SecondFactors },
): FactorNeed | undefined {
  const { reason, by, isForced } = demand
  const isQuiet = facts.isFactorDeclined === true || second.hasDeclined || isSessionProven(facts, { session })
  if (!isForced && isQuiet) return undefined
  const rank = (kind: FactorKind) => PREFERENCE.indexOf(kind) + (kind === channel?.factor ? PREFERENCE.length : 0)
  const kinds = [...demand.kinds].sort((one, other) => rank(one) - rank(other))
  return { type: 'enroll', kinds, isForced, reason, by }
}
