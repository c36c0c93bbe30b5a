import { signUpRefusal } from '#domain/sign-up-lists'
import { isSessionProven, type BeginningFact } from '../beginning.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { Situation } from '../situation.ts'

/** Due where the account is suspended. */
export function whenSuspended(facts: BeginningFact, situation: Situation) {
  if (isSessionProven(facts, situation) || situation.account?.isSuspended !== true) return undefined
  return { why: 'account_suspended', page: 'account_suspended', reason: 'the user is suspended' } as const
}

/**
 * Due where a new account would be needed and sign-up is closed. Only the holder of the address gets here, so others
 * learn nothing.
 */
export function whenSignUpClosed(facts: BeginningFact, situation: Situation) {
  if (isSessionProven(facts, situation) || situation.account || situation.settings.isSelfSignUpAllowed) return undefined
  const reason = 'nobody has the address and the environment takes no sign-ups'
  return { why: 'sign_up_closed', page: 'access_denied', reason, by: ['isSelfSignUpAllowed'] } as const
}

/**
 * Due where a new account would be needed and a list of the environment refuses the address (N2-4). The page names no
 * list; the trace does.
 */
export function whenAddressRefused({ address, ...facts }: BeginningFact & IdentifyFact, situation: Situation) {
  if (isSessionProven(facts, situation) || situation.account || address?.kind !== 'email') return undefined
  const refusal = signUpRefusal(situation.settings, address.normalized)
  if (!refusal) return undefined
  const { reason, by } = refusal
  return { why: 'address_not_admitted', page: 'address_not_admitted', reason, by: [by] } as const
}

/** Due where no organization admits the person, or the one that they asked for does not. */
export function whenNotAdmitted(_facts: object, { organization }: Situation) {
  if (organization?.kind !== 'refuse') return undefined
  const { why, reason, by } = organization
  return { why, page: why, reason, ...(by ? { by } : {}) }
}
