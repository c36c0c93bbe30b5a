import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { ProfileFact } from './fact.ts'
import type { ProfileState } from './page.tsx'
import { readAgreement, readMarketing, readNames } from './form-fields.ts'

/** Takes the names and the agreement of a new user, after their address was proven. */
export async function takeProfile({
  c,
  flow,
  form,
  situation,
}: TakeContext<BeginningFact & ProfileFact>): Promise<TakeResult<ProfileFact, RepeatedPage<ProfileState>>> {
  // A person who is here only to agree to the documents was not asked for the rest again.
  const isAsked = flow.facts.isProfileGiven !== true
  const typed = isAsked ? { ...readNames(form.fields), ...readMarketing(form.fields, situation) } : {}
  const agreement = readAgreement(c, form.fields, situation)
  if (agreement.isMissing) return wrong({ ...typed, problems: ['agreement_missing'] })
  return { outcome: 'facts', facts: { ...typed, ...agreement.facts, isProfileGiven: true } }
}
