import type { BeginningFact } from '../beginning.ts'
import type { TakeResult } from '../step.ts'

/** Goes on as a sign-up with the same address. */
export async function takeCreation(): Promise<TakeResult<Partial<BeginningFact>, never>> {
  return { outcome: 'facts', facts: { intent: 'sign_up' } }
}
