import { z } from 'zod'
import { NewPasskey } from '#domain/passkeys'

export const passkeyPromptFact = {
  /** The passkey that was registered in this flow; stored when it ends. */
  newPasskey: NewPasskey.optional(),
  /** The person answered "Not now". */
  isPasskeyRefused: z.boolean().optional(),
}
export type PasskeyPromptFact = z.infer<z.ZodObject<typeof passkeyPromptFact>>
