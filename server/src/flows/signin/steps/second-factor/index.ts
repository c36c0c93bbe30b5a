/**
 * The question that the steps about second factors share: which factor is still due, and why. It reads the policy, what
 * the person has, and what this sign-in or its session has passed.
 */
export { isFactorWantedFresh, isStepUp } from './authentication-context.ts'
export { factorNeed, type FactorFacts, type FactorNeed, type FactorOption } from './factor-need.ts'
export { firstChannelOf, isSameChannel } from './first-channel.ts'
export { passedFact, type PassedFact, type PassedKind } from './passed-factor.ts'
export { readSecondFactors, type SecondFactors } from './read-second-factors.ts'
