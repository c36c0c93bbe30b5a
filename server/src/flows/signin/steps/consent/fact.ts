import { z } from 'zod'

export const consentFact = {
  /** The person consented to the application's request. */
  isConsentGiven: z.boolean().optional(),
}
export type ConsentFact = z.infer<z.ZodObject<typeof consentFact>>
