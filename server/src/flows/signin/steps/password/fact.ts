import { z } from 'zod'
import { sha256Hex } from '#platform/crypto'
import type { Account } from '#domain/users'

export const passwordFact = {
  /** The password that was proven, by its mark: of one account, and only while it is that account's. */
  provenPassword: z.string().optional(),
  /** The person forgot the password. */
  isResetWanted: z.boolean().optional(),
}
export type PasswordFact = z.infer<z.ZodObject<typeof passwordFact>>

/** A password proves the account that has it now: the address or the password may have changed hands since (ATO-01). */
export function isPasswordProven(facts: PasswordFact, account: Account | undefined): boolean {
  return facts.provenPassword !== undefined && facts.provenPassword === markOfPassword(account)
}

/**
 * Tells one password of one account from every other; undefined where there is none. It hangs on no hash, because the same
 * password may be hashed in another way at any moment.
 */
export function markOfPassword(account: Account | undefined): string | undefined {
  if (account?.passwordId === undefined) return undefined
  return sha256Hex(`${account.userId}\0${account.passwordId}`)
}
