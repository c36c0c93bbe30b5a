import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import { kindIn, type IdentifyFact } from './fact.ts'
import type { IdentifyState } from './page.tsx'
import { isPhoneTyped, readTyped } from './read-typed.ts'

type Reads = BeginningFact & IdentifyFact
type Result = Promise<TakeResult<Partial<Reads>, RepeatedPage<IdentifyState>>>

/** Takes the identity of a person who signs in. Forgets every fact about another one. */
export async function takeAddress({ flow: { facts }, form: { fields }, situation }: TakeContext<Reads>): Result {
  const read = readTyped(fields, situation.settings, facts)
  if ('address' in read) return { outcome: 'beginning', facts: { intent: 'sign_in', address: read.address } }
  const typed = fields.get('phone') ?? fields.get('identity') ?? fields.get('email') ?? ''
  const isPhone = isPhoneTyped(fields, situation.settings, facts)
  return wrong({ email: typed, isPhone, country: fields.get('phone_country'), problem: read.problem })
}

/** Forgets the identity and goes back to the beginning. */
export async function takeChange({ flow: { facts } }: TakeContext<Reads>): Result {
  const isPhoneAsked = facts.isPhoneAsked === true || kindIn(facts) === 'phone'
  const asked = isPhoneAsked ? { isPhoneAsked } : {}
  return { outcome: 'beginning', facts: { intent: facts.intent, isSomebodyElse: true, ...asked } }
}
