import { z } from 'zod'
import { passedFact } from '../second-factor/index.ts'

export const recoveryFact = {
  ...passedFact,
  /** The codes, sealed for this flow. They are stored as digests when it ends. */
  recoveryCodes: z.string().optional(),
  /** The person has seen the codes. */
  areRecoveryCodesSeen: z.boolean().optional(),
}
export type RecoveryFact = z.infer<z.ZodObject<typeof recoveryFact>>
