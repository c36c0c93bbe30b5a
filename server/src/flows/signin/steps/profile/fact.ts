import { z } from 'zod'

export const profileFact = {
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  /** The names were asked for and answered. */
  isProfileGiven: z.boolean().optional(),
  /** The person's answer about news; absent where they were not asked. */
  wantsMarketing: z.boolean().optional(),
  /** The documents that the person agreed to by a tick, and when. */
  agreed: z
    .object({ termsUrl: z.string().optional(), privacyUrl: z.string().optional(), at: z.coerce.date() })
    .optional(),
}
export type ProfileFact = z.infer<z.ZodObject<typeof profileFact>>
