import { z } from 'zod'

export const newPasswordFact = {
  /** The argon2id hash of the chosen password. The account gets it at the end of the flow. */
  newPasswordHash: z.string().optional(),
  /** The person keeps a password that is known from a breach, where they may. */
  isBreachAccepted: z.boolean().optional(),
}
export type NewPasswordFact = z.infer<z.ZodObject<typeof newPasswordFact>>
