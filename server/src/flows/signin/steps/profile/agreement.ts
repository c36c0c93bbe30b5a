import { agreementFor, type Agreement } from '#domain/agreements'
import type { Situation } from '../situation.ts'

/** Returns what somebody new must agree to, if anything (A6-9). */
export function agreementIn({ account, environment }: Situation): Agreement | undefined {
  return account ? undefined : agreementFor(environment)
}
