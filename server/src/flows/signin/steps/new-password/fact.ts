import { z } from 'zod'

export const newPasswordFact = {
  /** argon2id of the password chosen; becomes the account's at the end. */
  newPasswordHash: z.string().optional(),
}
export type NewPasswordFact = z.infer<z.ZodObject<typeof newPasswordFact>>
