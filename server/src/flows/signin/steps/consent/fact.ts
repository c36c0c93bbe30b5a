import { z } from 'zod'

export const consentFact = {
  /** The person allowed the application what it asks for. */
  isConsentGiven: z.boolean().optional(),
}
export type ConsentFact = z.infer<z.ZodObject<typeof consentFact>>
