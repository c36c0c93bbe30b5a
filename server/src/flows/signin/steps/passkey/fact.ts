import { z } from 'zod'
import type { Account } from '#domain/users'
import type { PasskeySituation } from './passkey-situation.ts'

export const passkeyFact = {
  /** The passkey that was shown in this flow. It is valid for one account, and only while that account has it. */
  provenPasskey: z
    .object({
      id: z.string(),
      userId: z.string(),
      /** The authenticator verified the person. */
      isUserVerified: z.boolean(),
      /** The counter did not rise since the last use. */
      isCountBack: z.boolean(),
    })
    .optional(),
}
export type PasskeyFact = z.infer<z.ZodObject<typeof passkeyFact>>

interface Evidence {
  readonly account: Account | undefined
  readonly passkeys?: PasskeySituation | undefined
}

/**
 * Returns whether the person showed a passkey that the account has now. It counts as a second factor: either the
 * authenticator verified the person, or something else was proven before it.
 */
export function isPasskeyShown({ provenPasskey }: PasskeyFact, { account, passkeys }: Evidence): boolean {
  if (provenPasskey === undefined || provenPasskey.userId !== account?.userId) return false
  return passkeys?.shown?.id === provenPasskey.id
}

/** Returns whether a passkey proves the person by itself: the authenticator verified them. */
export function isPasskeyProven(facts: PasskeyFact, evidence: Evidence): boolean {
  return facts.provenPasskey?.isUserVerified === true && isPasskeyShown(facts, evidence)
}
