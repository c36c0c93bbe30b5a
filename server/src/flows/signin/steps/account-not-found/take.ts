import type { BeginningFact } from '../beginning.ts'
import type { Taken } from '../step.ts'

/** Goes on as a sign-up with the same address. */
export async function takeCreation(): Promise<Taken<Partial<BeginningFact>, never>> {
  return { outcome: 'facts', facts: { intent: 'sign_up' } }
}
