import { z } from 'zod'
import { passedFact } from '../second-factor/index.ts'

export const factorFact = {
  ...passedFact,
  /** The factor that the person chose to use: its kind, or a recovery code. */
  factorChosen: z.string().optional(),
  /** Where the last code of a factor went. */
  factorCodeSent: z.object({ normalized: z.string(), count: z.number() }).optional(),
  /** The person wants this browser not to be asked for a time. */
  isDeviceTrusted: z.boolean().optional(),
}
export type FactorFact = z.infer<z.ZodObject<typeof factorFact>>
