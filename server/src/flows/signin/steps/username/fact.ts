import { z } from 'zod'

export const usernameFact = {
  /** The username that the person wants; they prove an address first (M4-2). */
  username: z.object({ typed: z.string(), normalized: z.string() }).optional(),
}
export type UsernameFact = z.infer<z.ZodObject<typeof usernameFact>>
