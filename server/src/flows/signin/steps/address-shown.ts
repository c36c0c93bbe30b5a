import type { BeginningFact } from './beginning.ts'
import type { IdentifyFact } from './identify/fact.ts'
import type { PageContext } from './step.ts'

/** Returns the address that a page after the first one names: as typed, or that of the session's person. */
export function addressShown({ facts, situation }: PageContext<BeginningFact & IdentifyFact>): string {
  return facts.address?.typed ?? situation.account?.identity.typed ?? ''
}
