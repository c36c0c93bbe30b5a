import { z } from 'zod'

export const identifyFact = {
  /** The address, as typed and normalised. */
  address: z.object({ typed: z.string(), normalized: z.string() }).optional(),
}
export type IdentifyFact = z.infer<z.ZodObject<typeof identifyFact>>

/** Returns the address of a flow. No step after the first page is reached without one. */
export function addressOf(facts: IdentifyFact): { readonly typed: string; readonly normalized: string } {
  if (!facts.address) throw new Error('the flow has no address yet')
  return facts.address
}
