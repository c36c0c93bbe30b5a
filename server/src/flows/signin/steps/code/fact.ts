import { z } from 'zod'
import type { Account } from '#domain/users'
import { markOfPassword } from '../password/fact.ts'

export const codeFact = {
  /** The last code that was sent, and its purpose. */
  codeSent: z.object({ purpose: z.enum(['sign_in', 'reset']), count: z.number() }).optional(),
  /**
   * The mark of the account's password (or `none`) at the time when a code proved the address. A new password voids the
   * proof.
   */
  codeProvenBeside: z.string().optional(),
}
export type CodeFact = z.infer<z.ZodObject<typeof codeFact>>

/**
 * Returns whether a code has proven the address. The proof ends when the password changes: a reset ends everything that
 * was under way.
 */
export function isCodeProven(facts: CodeFact, account: Account | undefined): boolean {
  return facts.codeProvenBeside !== undefined && facts.codeProvenBeside === besideOf(account)
}

/** Returns the mark of the password that the account has while a code proves its address. */
export function besideOf(account: Account | undefined): string {
  return markOfPassword(account) ?? 'none'
}
