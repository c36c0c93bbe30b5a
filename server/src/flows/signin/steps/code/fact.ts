import { z } from 'zod'
import type { Account } from '#domain/users'
import { markOfPassword } from '../password/fact.ts'

export const codeFact = {
  /** The code on its way, and what it is for. */
  codeSent: z.object({ purpose: z.enum(['sign_in', 'reset']), count: z.number() }).optional(),
  /** The address was proven by a code, beside this password (its mark, or `none`): a proof is void once that changed. */
  codeProvenBeside: z.string().optional(),
}
export type CodeFact = z.infer<z.ZodObject<typeof codeFact>>

/** A code proves the address until the password behind it changes: a reset ends everything that was under way. */
export function isCodeProven(facts: CodeFact, account: Account | undefined): boolean {
  return facts.codeProvenBeside !== undefined && facts.codeProvenBeside === besideOf(account)
}

/** Returns the mark of the password that a code is proven beside. */
export function besideOf(account: Account | undefined): string {
  return markOfPassword(account) ?? 'none'
}
