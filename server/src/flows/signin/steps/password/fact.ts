import { z } from 'zod'
import { sha256Hex } from '#platform/crypto'
import type { Account } from '#domain/users'

export const passwordFact = {
  /**
   * The mark of the password that was proven. It is valid for one account, and only while that account has the
   * password.
   */
  provenPassword: z.string().optional(),
  /** The mark of the proven password where it is known from a breach. */
  breachedPassword: z.string().optional(),
  /** The person forgot the password. */
  isResetWanted: z.boolean().optional(),
}
export type PasswordFact = z.infer<z.ZodObject<typeof passwordFact>>

/**
 * Returns whether the person proved the password that the account has now. The address or the password may have changed
 * hands since (ATO-01).
 */
export function isPasswordProven(facts: PasswordFact, account: Account | undefined): boolean {
  return facts.provenPassword !== undefined && facts.provenPassword === markOfPassword(account)
}

/** Returns whether the password that the account has now was found among those known from breaches. */
export function isKnownFromBreach(facts: PasswordFact, account: Account | undefined): boolean {
  return facts.breachedPassword !== undefined && facts.breachedPassword === markOfPassword(account)
}

/**
 * Returns a mark that differs for each password of each account; undefined where there is none. It does not depend on
 * the hash, because the same password may be hashed in another way at any moment.
 */
export function markOfPassword(account: Account | undefined): string | undefined {
  if (account?.passwordId === undefined) return undefined
  return sha256Hex(`${account.userId}\0${account.passwordId}`)
}
