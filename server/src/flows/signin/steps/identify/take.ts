import { emailProblemOf, parseEmailAddress } from '#domain/identities'
import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { IdentifyFact } from './fact.ts'
import type { IdentifyState } from './page.tsx'

type Reads = BeginningFact & IdentifyFact
type Result = Promise<TakeResult<Partial<Reads>, RepeatedPage<IdentifyState>>>

/** Takes the address of a person who signs in. Forgets every fact about another address. */
export async function takeAddress({ form }: TakeContext<Reads>): Result {
  const email = form.fields.get('email') ?? ''
  const address = parseEmailAddress(email)
  if (address) return { outcome: 'beginning', facts: { intent: 'sign_in', address: { kind: 'email', ...address } } }
  return wrong({ email, problem: `email_${emailProblemOf(email)}` })
}

/** Forgets the address and goes back to the beginning. */
export async function takeChange({ flow: { facts } }: TakeContext<Reads>): Result {
  return { outcome: 'beginning', facts: { intent: facts.intent, isSomebodyElse: true } }
}
