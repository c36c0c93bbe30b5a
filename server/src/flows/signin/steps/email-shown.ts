import type { BeginningFact } from './beginning.ts'
import type { IdentifyFact } from './identify/fact.ts'
import type { Showing } from './step.ts'

/** Returns the address that a page after the first one names: as typed, or that of the session's person. */
export function emailShown({ facts, situation }: Showing<BeginningFact & IdentifyFact>): string {
  return facts.address?.typed ?? situation.account?.email ?? ''
}
