import { emptyFacts, type Facts } from '#flows/engine'
import { parseEmailAddress } from '#domain/identities'
import type { StepContext, StepResult } from './step-context.ts'

const NAME_LIMIT = 100

/** The first page of signing in. Whatever was established for another address is forgotten. */
export async function takeAddress({ form }: StepContext): Promise<StepResult> {
  const email = form.fields.get('email') ?? ''
  const address = parseEmailAddress(email)
  if (address) return { outcome: 'facts', facts: { intent: 'sign_in', address } }
  return { outcome: 'again', page: { email, identifyProblem: email === '' ? 'email_missing' : 'email_invalid' } }
}

/** The first page of signing up. */
export async function takeRegistration({ form, situation }: StepContext): Promise<StepResult> {
  const email = form.fields.get('email') ?? ''
  const names = { ...readNames(form.fields), ...readConsent(form.fields, situation) }
  const address = parseEmailAddress(email)
  if (address) return { outcome: 'facts', facts: { intent: 'sign_up', address, ...names, isProfileGiven: true } }
  return {
    outcome: 'again',
    page: { email, ...names, registerProblems: [email === '' ? 'email_missing' : 'email_invalid'] },
  }
}

/** "Create an account" where nobody has the address yet. */
export async function takeCreation({ flow }: StepContext): Promise<StepResult> {
  return { outcome: 'facts', facts: { ...flow.facts, intent: 'sign_up' } }
}

/** Another address: back to the beginning. */
export async function takeChange({ flow }: StepContext): Promise<StepResult> {
  const { facts, request } = flow
  const beginning: Facts = { ...emptyFacts(request), intent: facts.intent }
  return { outcome: 'facts', facts: beginning }
}

/** The names of somebody new, after their address was proven. */
export async function takeProfile({ flow, form, situation }: StepContext): Promise<StepResult> {
  const names = { ...readNames(form.fields), ...readConsent(form.fields, situation) }
  return { outcome: 'facts', facts: { ...flow.facts, ...names, isProfileGiven: true } }
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
