import type { BeginningFact } from '../beginning.ts'
import { addressOf, type IdentifyFact } from '../identify/fact.ts'
import type { TakeContext, TakeResult } from '../step.ts'
import type { UsernameFact } from '../username/fact.ts'

type Writes = Partial<BeginningFact & UsernameFact>

/** Goes on as a sign-up with the same address. A username needs an address besides, which the first page asks for. */
export async function takeCreation({
  flow: { facts },
}: TakeContext<BeginningFact & IdentifyFact>): Promise<TakeResult<Writes, never>> {
  const { kind, typed, normalized } = addressOf(facts)
  if (kind !== 'username') return { outcome: 'facts', facts: { intent: 'sign_up' } }
  return { outcome: 'beginning', facts: { intent: 'sign_up', username: { typed, normalized } } }
}
