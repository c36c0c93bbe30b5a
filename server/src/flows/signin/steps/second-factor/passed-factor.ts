import { z } from 'zod'
import { FACTOR_KINDS } from '#domain/factors'

/** A second factor that a sign-in has passed; a recovery code stands in for one. */
export const PassedKind = z.enum([...FACTOR_KINDS, 'recovery_code'])
export type PassedKind = z.infer<typeof PassedKind>

export const passedFact = {
  /** The factors that the person has passed in this flow. */
  factorsPassed: z
    .array(
      z.object({
        kind: PassedKind,
        /** The factor, which counts while the person still has it; absent for a recovery code. */
        factorId: z.string().optional(),
        /** The person whose factor it is. */
        userId: z.string(),
        /** It went to the same address as the code that signed the person in, so it proves nothing more. */
        isRepeat: z.boolean(),
      }),
    )
    .optional(),
  /** The factor that the person has set up in this flow, and confirmed. It is stored when the flow ends. */
  factorEnrolled: z
    .object({
      kind: z.enum(['authenticator', 'email', 'sms']),
      address: z.string().optional(),
      normalized: z.string().optional(),
      lastStep: z.number().optional(),
      isRepeat: z.boolean(),
    })
    .optional(),
  /** The person declined an optional factor. */
  isFactorDeclined: z.boolean().optional(),
}
export type PassedFact = z.infer<z.ZodObject<typeof passedFact>>
