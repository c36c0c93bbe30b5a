import type { BeginningFact } from '../beginning.ts'
import type { Situation } from '../situation.ts'
import type { ConsentFact } from './fact.ts'

/** Due where the request demands consent, even if the person gave it before (OIDC Core section 3.1.2.1). */
export function when(facts: BeginningFact & ConsentFact, { request }: Situation) {
  if (!request.prompts.includes('consent') || facts.isConsentGiven === true) return undefined
  return { reason: 'the request asks for consent' }
}
