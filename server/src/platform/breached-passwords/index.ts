/**
 * Passwords that are known from breaches, by the range query of Have I Been Pwned: the service gets the first five digits
 * of the SHA-1 only, and answers every known password with these (k-anonymity). Its answers are padded, so that their
 * length reveals no range.
 *
 * Invariants: asked through `#platform/outbound`, never inside a transaction; an answer takes two seconds at most; a
 * service that is slow, down or wrong counts as not asked. Neither prefix nor answer is logged.
 */
export { openBreachedPasswords, type BreachAnswer, type BreachedPasswords } from './breached-passwords.ts'
