import { isSameAgreement } from '#domain/agreements'
import { isSessionProven, type BeginningFact } from '../beginning.ts'
import type { Situation } from '../situation.ts'
import { agreementIn } from './agreement.ts'
import type { ProfileFact } from './fact.ts'

/** Due where the account is new and its profile, or the agreement to the present documents, is missing. */
export function when(facts: BeginningFact & ProfileFact, situation: Situation) {
  if (situation.account || isSessionProven(facts, situation)) return undefined
  if (facts.isProfileGiven !== true) return { reason: 'a new account; the person has not said so yet' }
  if (hasAgreed(facts, situation)) return undefined
  return { reason: 'a new account; what holds now was not agreed to' }
}

function hasAgreed({ agreed }: ProfileFact, situation: Situation): boolean {
  const agreement = agreementIn(situation)
  return agreement === undefined || (agreed !== undefined && isSameAgreement(agreed, agreement))
}
