import { proofOf } from '#domain/connections'
import { isSessionProven, type BeginningFact } from '../beginning.ts'
import { kindIn, type IdentifyFact } from '../identify/fact.ts'
import type { PasswordFact } from '../password/fact.ts'
import { isProven } from '../proof.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'
import { isCodeProven, type CodeFact } from './fact.ts'

const METHOD = ['emailMethod'] as const

type Reads = BeginningFact & IdentifyFact & CodeFact & PasswordFact

/** The purpose of a code, and the reason why it is due. */
export interface CodeDue extends DueReason {
  readonly purpose: 'sign_in' | 'reset'
}

/** Due where a code proves the address, and not a password. */
export function whenProving(facts: Reads, situation: Situation): CodeDue | undefined {
  if (isProven(facts, situation)) return undefined
  const { settings, account } = situation
  if (facts.intent === 'sign_up') return { purpose: 'sign_in', reason: 'sign-up proves the address' }
  if (proofOf(kindIn(facts), settings) === 'code')
    return { purpose: 'sign_in', reason: 'the method is a code', by: METHOD }
  if (facts.isResetWanted === true) return { purpose: 'reset', reason: 'the password was forgotten' }
  // Where protection is on, everybody sees the password page, and its button for a code leads to a new password (0063).
  if (settings.isEnumerationProtected || account === undefined) return undefined
  if (account.isPasswordResetRequested) return { purpose: 'reset', reason: 'a reset was requested' }
  if (account.passwordHash !== undefined) return undefined
  return { purpose: 'sign_in', reason: 'the method is password; the account has none yet', by: METHOD }
}

/** Due where a password was proven, but the address of its account was never verified. */
export function whenUnverified(facts: Reads, situation: Situation): CodeDue | undefined {
  const { account } = situation
  if (isSessionProven(facts, situation) || !account) return undefined
  // A phone number is proven by its own code, and a username has no proof of its own: its user's address has.
  if (kindIn(facts) === 'phone' || account.email === undefined) return undefined
  if (isCodeProven(facts, account) || account.email.isVerified) return undefined
  return { purpose: 'sign_in', reason: 'the password is right; the address was never verified' }
}

/**
 * Due where a reset was requested: another person may know the old password and must not choose the next one with it
 * (M2-8).
 */
export function whenResetRequested(facts: Reads, situation: Situation): CodeDue | undefined {
  const { account, settings } = situation
  if (isSessionProven(facts, situation) || proofOf(kindIn(facts), settings) !== 'password') return undefined
  if (!account?.isPasswordResetRequested || isCodeProven(facts, account)) return undefined
  return { purpose: 'reset', reason: 'the password is right; a reset was requested' }
}
