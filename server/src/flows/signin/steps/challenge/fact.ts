import { z } from 'zod'
import { CHALLENGE_ACTIONS } from '#domain/bot-stop'

export const challengeFact = {
  /** The last challenge that this browser passed in the flow, and the failures that had been counted by then. */
  challengePassed: z.object({ action: z.enum(CHALLENGE_ACTIONS), failures: z.number() }).optional(),
}
export type ChallengeFact = z.infer<z.ZodObject<typeof challengeFact>>
