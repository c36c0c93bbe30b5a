import { z } from 'zod'
import type { CredentialIdentity, CredentialKind } from '#domain/identities'

export const identifyFact = {
  /** The address, number or name that the person typed, and its normalised form. */
  address: z
    .object({ kind: z.enum(['email', 'phone', 'username']), typed: z.string(), normalized: z.string() })
    .optional(),
  /** The first page asks for a phone number, where it could ask for something else too. */
  isPhoneAsked: z.boolean().optional(),
}
export type IdentifyFact = z.infer<z.ZodObject<typeof identifyFact>>

/** Returns the address of a flow. No step after the first page is reached without one. */
export function addressOf(facts: IdentifyFact): CredentialIdentity {
  if (!facts.address) throw new Error('the flow has no address yet')
  return facts.address
}

/** Returns the kind of the identity that a flow is about; a session that identifies the person has none typed. */
export function kindIn({ address }: IdentifyFact): CredentialKind {
  return address?.kind ?? 'email'
}
