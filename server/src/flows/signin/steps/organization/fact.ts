import { z } from 'zod'

export const organizationFact = {
  /** The code of the organization that the person chose. */
  organizationChosen: z.string().optional(),
}
export type OrganizationFact = z.infer<z.ZodObject<typeof organizationFact>>
