/**
 * The bot stop: challenges that cost a script time, and a person nothing.
 *
 * A challenge is signed and not stored. It is bound to environment, flow and action, lives ten minutes, and is passed in
 * one of three ways: a proof of work that is checked with one hash, a wait that the server measures, or the answer of a
 * provider whose keys the environment has. Whichever way it is passed, one statement records it, so that it counts once.
 *
 * Invariants: without a provider nothing is loaded from a third party; the browser never chooses the way out of a
 * provider, only its outage does. Owns `used_challenges`.
 */
export {
  CHALLENGE_ACTIONS,
  issueChallenge,
  isSolved,
  openChallenge,
  type Challenge,
  type ChallengeAction,
  type IssuedChallenge,
} from './challenge.ts'
export { askProvider, type ProviderVerdict } from './ask-provider.ts'
export { PROVIDERS, type ProviderName } from './providers.ts'
export { useChallenge } from './queries.ts'
