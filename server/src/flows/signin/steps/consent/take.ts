import type { TakeResult } from '../step.ts'
import type { ConsentFact } from './fact.ts'

/** Takes the consent. A person who refuses leaves by `cancel`, as from every page. */
export async function takeConsent(): Promise<TakeResult<ConsentFact, never>> {
  return { outcome: 'facts', facts: { isConsentGiven: true } }
}
