import { z } from 'zod'

export const profileFact = {
  givenName: z.string().optional(),
  familyName: z.string().optional(),
  /** The person has answered the questions of the profile. */
  isProfileGiven: z.boolean().optional(),
  /** The person's answer about news; absent where the page had no such box. */
  wantsMarketing: z.boolean().optional(),
  /** The documents that the person agreed to by a tick, and the time. */
  agreed: z
    .object({ termsUrl: z.string().optional(), privacyUrl: z.string().optional(), at: z.coerce.date() })
    .optional(),
}
export type ProfileFact = z.infer<z.ZodObject<typeof profileFact>>
