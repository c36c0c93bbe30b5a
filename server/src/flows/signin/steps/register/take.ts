import { kindsOf } from '#domain/connections'
import { findAccount } from '#domain/users'
import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import { isPhoneTyped, readEmail, readPhone, readUsername, type IdentityProblem } from '../identify/read-typed.ts'
import type { ProfileFact } from '../profile/fact.ts'
import { readAgreement, readMarketing, readNames } from '../profile/form-fields.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { UsernameFact } from '../username/fact.ts'
import type { RegisterProblem, RegisterState } from './page.tsx'

type Context = TakeContext<BeginningFact & IdentifyFact>
type Writes = Partial<BeginningFact & IdentifyFact & ProfileFact & UsernameFact>

/** Takes the address or number, the username and the profile of a person who signs up. */
export async function takeRegistration(step: Context): Promise<TakeResult<Writes, RepeatedPage<RegisterState>>> {
  const { c, form, situation } = step
  const { fields } = form
  const typed = { ...readNames(fields), ...readMarketing(fields, situation) }
  const identity = readNewIdentity(step)
  const username = await readNewUsername(step)
  const agreement = readAgreement(c, fields, situation)
  const problems: RegisterProblem[] = [
    ...('problem' in identity ? [identity.problem] : []),
    ...('problem' in username ? [username.problem] : []),
    ...(agreement.isMissing ? (['agreement_missing'] as const) : []),
  ]
  if (!('problem' in identity) && !('problem' in username) && problems.length === 0) {
    const said = { ...typed, ...agreement.facts, ...username, isProfileGiven: true }
    return { outcome: 'beginning', facts: { intent: 'sign_up', address: identity.address, ...said } }
  }
  return wrong({
    email: fields.get('phone') ?? fields.get('email') ?? '',
    isPhone: isPhoneTyped(fields, situation.settings, step.flow.facts),
    country: fields.get('phone_country'),
    username: fields.get('username'),
    ...typed,
    hasAgreed: agreement.isTicked,
    problems,
  })
}

type NewIdentity = { readonly address: NonNullable<IdentifyFact['address']> } | { readonly problem: IdentityProblem }

/** A username alone is no way to reach a person, so an address comes with it (M4-2). */
function readNewIdentity({ flow: { facts }, form: { fields }, situation: { settings } }: Context): NewIdentity {
  if (!isPhoneTyped(fields, settings, facts)) return readEmail(fields.get('email') ?? '')
  return readPhone({ text: fields.get('phone') ?? '', country: fields.get('phone_country') }, settings)
}

async function readNewUsername({
  c,
  form: { fields },
  flow: { facts },
  situation: { settings },
}: Context): Promise<UsernameFact | { readonly problem: RegisterProblem }> {
  const kinds = kindsOf(settings)
  const text = fields.get('username')?.trim() ?? ''
  if (!kinds.includes('username') || isPhoneTyped(fields, settings, facts)) return {}
  // Where people sign in with their address too, a username is a further choice.
  if (text === '' && kinds.includes('email')) return {}
  const read = readUsername(text)
  if ('problem' in read) return read
  const { typed, normalized } = read.address
  // Where protection is on, it is told once the address was proven (ATO-10).
  const isTaken = !settings.isEnumerationProtected && (await findAccount(c.var.ctx.db, read.address)) !== undefined
  return isTaken ? { problem: 'username_taken' } : { username: { typed, normalized } }
}
