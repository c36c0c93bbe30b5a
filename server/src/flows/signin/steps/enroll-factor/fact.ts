import { z } from 'zod'
import { factorFact } from '../factor/fact.ts'

export const enrollFact = {
  ...factorFact,
  /** The kind of factor that the person chose to set up. */
  enrollKind: z.enum(['authenticator', 'email', 'sms']).optional(),
  /** The address or number that they gave for it. */
  enrollAddress: z.object({ typed: z.string(), normalized: z.string() }).optional(),
  /** The seed of an app that is being set up, sealed for this flow. */
  enrollSeed: z.string().optional(),
}
export type EnrollFact = z.infer<z.ZodObject<typeof enrollFact>>
