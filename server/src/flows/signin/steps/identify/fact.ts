import { z } from 'zod'
import type { CredentialIdentity } from '#domain/identities'

export const identifyFact = {
  /** The address, number or name that the person typed, and its normalised form. */
  address: z
    .object({ kind: z.enum(['email', 'phone', 'username']), typed: z.string(), normalized: z.string() })
    .optional(),
}
export type IdentifyFact = z.infer<z.ZodObject<typeof identifyFact>>

/** Returns the address of a flow. No step after the first page is reached without one. */
export function addressOf(facts: IdentifyFact): CredentialIdentity {
  if (!facts.address) throw new Error('the flow has no address yet')
  return facts.address
}
