import { emailProblemOf, parseEmailAddress } from '#domain/identities'
import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { ProfileFact } from '../profile/fact.ts'
import { readAgreement, readMarketing, readNames } from '../profile/form-fields.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { RegisterState } from './page.tsx'

type Writes = Partial<BeginningFact & IdentifyFact & ProfileFact>

/** Takes the address and the profile of a person who signs up. */
export async function takeRegistration({
  c,
  form,
  situation,
}: TakeContext<BeginningFact>): Promise<TakeResult<Writes, RepeatedPage<RegisterState>>> {
  const email = form.fields.get('email') ?? ''
  const typed = { ...readNames(form.fields), ...readMarketing(form.fields, situation) }
  const address = parseEmailAddress(email)
  const agreement = readAgreement(c, form.fields, situation)
  if (address && !agreement.isMissing) {
    const said = { ...typed, ...agreement.facts, isProfileGiven: true }
    return { outcome: 'beginning', facts: { intent: 'sign_up', address: { kind: 'email', ...address }, ...said } }
  }
  const problems = [
    ...(address ? [] : ([`email_${emailProblemOf(email)}`] as const)),
    ...(agreement.isMissing ? (['agreement_missing'] as const) : []),
  ]
  return wrong({ email, ...typed, hasAgreed: agreement.isTicked, problems })
}
