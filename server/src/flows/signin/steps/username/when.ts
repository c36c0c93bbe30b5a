import { kindsOf } from '#domain/connections'
import { isSessionProven, type BeginningFact } from '../beginning.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'
import type { UsernameFact } from './fact.ts'

export interface UsernameDue extends DueReason {
  /** The username that was wanted, where another person has it. */
  readonly taken: string | undefined
}

/**
 * Due where the person needs a username and has none, and where another person has the one that they want. That is told
 * only now, after the address was proven: nobody can try out names without mailboxes of their own (ATO-10).
 */
export function when(
  facts: BeginningFact & IdentifyFact & UsernameFact,
  situation: Situation,
): UsernameDue | undefined {
  const { account, settings, isUsernameTaken } = situation
  if (isSessionProven(facts, situation) || facts.address?.kind !== 'email') return undefined
  if (account?.identities.some(({ kind }) => kind === 'username')) return undefined
  if (facts.username) {
    return isUsernameTaken === true
      ? { taken: facts.username.typed, reason: 'another person has the username' }
      : undefined
  }
  const kinds = kindsOf(settings)
  if (!kinds.includes('username') || kinds.includes('email')) return undefined
  return { taken: undefined, reason: 'people sign in with usernames; this person has none', by: ['signInIdentities'] }
}
