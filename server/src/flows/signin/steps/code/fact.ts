import { z } from 'zod'
import { sha256Hex } from '#platform/crypto'
import type { Account } from '#domain/users'
import type { IdentifyFact } from '../identify/fact.ts'
import { markOfPassword } from '../password/fact.ts'
import { destinationOf } from './destination.ts'

export const codeFact = {
  /** The last code that was sent, and its purpose. */
  codeSent: z.object({ purpose: z.enum(['sign_in', 'reset']), count: z.number() }).optional(),
  /**
   * The mark of the place where the code went, and of the account's password (or `none`) at that time. Another address
   * or a new password voids the proof.
   */
  codeProvenBeside: z.string().optional(),
}
export type CodeFact = z.infer<z.ZodObject<typeof codeFact>>

/**
 * Returns whether a code has proven the address. The proof ends when the password changes, because a reset ends
 * everything that was under way, and when the code would go elsewhere now.
 */
export function isCodeProven(facts: CodeFact & IdentifyFact, account: Account | undefined): boolean {
  if (facts.codeProvenBeside === undefined || facts.address === undefined) return false
  // Nobody has the username: there was no place to send a code to.
  if (destinationOf(facts, account).kind === 'username') return false
  return facts.codeProvenBeside === besideOf(facts, account)
}

/** Returns the mark of the place that a code goes to, and of the password that the account has meanwhile. */
export function besideOf(facts: IdentifyFact, account: Account | undefined): string {
  const { kind, normalized } = destinationOf(facts, account)
  return sha256Hex([kind, normalized, markOfPassword(account) ?? 'none'].join('\0'))
}
