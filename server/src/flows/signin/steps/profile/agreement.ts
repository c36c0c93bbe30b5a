import { agreementFor, type Agreement } from '#domain/agreements'
import type { Situation } from '../situation.ts'

/** Returns the documents that a new user must agree to, if any (A6-9). */
export function agreementIn({ account, environment }: Situation): Agreement | undefined {
  return account ? undefined : agreementFor(environment)
}
