import type { CredentialIdentity } from '#domain/identities'
import type { Account } from '#domain/users'
import { addressOf, type IdentifyFact } from '../identify/fact.ts'

/**
 * Returns the place that the code of a flow goes to: the address itself, or the email address of the user who has the
 * username (M4-7). Where nobody has it, the username stands for a place that no message reaches, so that the answer is
 * the same (ATO-10).
 */
export function destinationOf(facts: IdentifyFact, account: Account | undefined): CredentialIdentity {
  const address = addressOf(facts)
  return address.kind === 'username' ? (account?.email ?? address) : address
}
