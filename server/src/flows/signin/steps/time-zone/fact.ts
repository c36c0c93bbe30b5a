import { z } from 'zod'

export const timeZoneFact = {
  /** The time zone that the person confirmed, by its IANA name. */
  timeZone: z.string().optional(),
}
export type TimeZoneFact = z.infer<z.ZodObject<typeof timeZoneFact>>
