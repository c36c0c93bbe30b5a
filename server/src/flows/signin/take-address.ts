import { emptyFacts, type Facts } from '#flows/engine'
import { emailProblemOf, parseEmailAddress } from '#domain/identities'
import type { StepContext, StepResult } from './step-context.ts'

const NAME_LIMIT = 100

/** The first page of signing in. Whatever was established for another address is forgotten. */
export async function takeAddress({ form }: StepContext): Promise<StepResult> {
  const email = form.fields.get('email') ?? ''
  const address = parseEmailAddress(email)
  if (address) return { outcome: 'facts', facts: { intent: 'sign_in', address } }
  return { outcome: 'again', page: { email, identifyProblem: `email_${emailProblemOf(email)}` } }
}

/** The first page of signing up. */
export async function takeRegistration({ c, form, situation }: StepContext): Promise<StepResult> {
  const email = form.fields.get('email') ?? ''
  const names = { ...readNames(form.fields), ...readConsent(form.fields, situation) }
  const address = parseEmailAddress(email)
  const agreement = readAgreement(c, form.fields, situation)
  if (address && !agreement.isMissing) {
    return {
      outcome: 'facts',
      facts: { intent: 'sign_up', address, ...names, ...agreement.facts, isProfileGiven: true },
    }
  }
  const registerProblems = [
    ...(address ? [] : ([`email_${emailProblemOf(email)}`] as const)),
    ...(agreement.isMissing ? (['agreement_missing'] as const) : []),
  ]
  return { outcome: 'again', page: { email, ...names, hasAgreed: agreement.isTicked, registerProblems } }
}

/** "Create an account" where nobody has the address yet. */
export async function takeCreation({ flow }: StepContext): Promise<StepResult> {
  return { outcome: 'facts', facts: { ...flow.facts, intent: 'sign_up' } }
}

/** Another address: back to the beginning. */
export async function takeChange({ flow }: StepContext): Promise<StepResult> {
  const { facts, request } = flow
  const beginning: Facts = { ...emptyFacts(request), intent: facts.intent, isSomebodyElse: true }
  return { outcome: 'facts', facts: beginning }
}

/** The names of somebody new, after their address was proven, and what they agree to. */
export async function takeProfile({ c, flow, form, situation }: StepContext): Promise<StepResult> {
  // Whoever is here only because of what they must agree to was not asked for the rest again.
  const isAsked = flow.facts.isProfileGiven !== true
  const names = isAsked ? { ...readNames(form.fields), ...readConsent(form.fields, situation) } : {}
  const agreement = readAgreement(c, form.fields, situation)
  if (agreement.isMissing) return { outcome: 'again', page: { ...names, registerProblems: ['agreement_missing'] } }
  return { outcome: 'facts', facts: { ...flow.facts, ...names, ...agreement.facts, isProfileGiven: true } }
}

/** The box that must be ticked, where there is one (A6-9). */
function readAgreement(
  c: StepContext['c'],
  fields: ReadonlyMap<string, string>,
  { agreement }: StepContext['situation'],
) {
  const isTicked = fields.get('agreement') === 'true'
  const agreed = agreement && isTicked ? { ...agreement, at: c.var.ctx.clock() } : undefined
  return { isTicked, isMissing: agreement !== undefined && !isTicked, facts: agreed === undefined ? {} : { agreed } }
}

// A box that is not ticked is not sent, and that is an answer too (A6-6, A6-7).
function readConsent(fields: ReadonlyMap<string, string>, { settings }: StepContext['situation']) {
  return settings.hasMarketingConsent ? { wantsMarketing: fields.get('marketing_consent') === 'true' } : {}
}

/** The last word of whoever was asked what the application may do. Refusing is the way out of any page. */
export async function takeConsent({ flow }: StepContext): Promise<StepResult> {
  return { outcome: 'facts', facts: { ...flow.facts, isConsentGiven: true } }
}

// Names are the person's own: nothing but length and control characters is looked at.
function readNames(fields: ReadonlyMap<string, string>) {
  const read = (name: string) =>
    fields
      .get(name)
      ?.replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, NAME_LIMIT)
  const givenName = read('given_name')
  const familyName = read('family_name')
  return { ...(givenName ? { givenName } : {}), ...(familyName ? { familyName } : {}) }
}
