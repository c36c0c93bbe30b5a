import { trimTyped } from '#platform/i18n'
import { kindsOf } from '#domain/connections'
import {
  emailProblemOf,
  parseEmailAddress,
  parseMobileNumber,
  parseUsername,
  phoneChoiceOf,
  type CredentialIdentity,
  type EmailProblem,
  type PhoneProblem,
} from '#domain/identities'
import type { Settings } from '#domain/settings'
import type { IdentifyFact } from './fact.ts'

export type UsernameProblem = 'username_missing' | 'username_invalid'
export type IdentityProblem = `email_${EmailProblem}` | UsernameProblem | 'identity_missing' | PhoneProblem

type Fields = ReadonlyMap<string, string>

/** An identity as typed, or why it cannot be used. */
export type TypedIdentity = { readonly address: CredentialIdentity } | { readonly problem: IdentityProblem }

/** Reads the address, the username or the number by which a person signs in. */
export function readTyped(fields: Fields, settings: Settings, { isPhoneAsked }: IdentifyFact): TypedIdentity {
  const kinds = kindsOf(settings)
  const text = trimTyped(fields.get('identity') ?? fields.get('email') ?? '')
  if (isPhoneTyped(fields, settings, { isPhoneAsked }) || (kinds.includes('phone') && text.startsWith('+'))) {
    return readPhone({ text: fields.get('phone') ?? text, country: fields.get('phone_country') }, settings)
  }
  if (!kinds.includes('username') || (kinds.includes('email') && text.includes('@'))) return readEmail(text)
  if (text === '') return { problem: kinds.includes('email') ? 'identity_missing' : 'username_missing' }
  return readUsername(text)
}

/** Returns whether a form had the field for numbers. Forms do not send empty fields, so one without any counts too. */
export function isPhoneTyped(fields: Fields, settings: Settings, { isPhoneAsked }: IdentifyFact): boolean {
  const kinds = kindsOf(settings)
  if (!kinds.includes('phone')) return false
  if (fields.has('phone') || fields.has('phone_country')) return true
  return !fields.has('identity') && !fields.has('email') && (isPhoneAsked === true || kinds.length === 1)
}

export function readEmail(text: string): TypedIdentity {
  const address = parseEmailAddress(text)
  return address ? { address: { kind: 'email', ...address } } : { problem: `email_${emailProblemOf(text)}` }
}

/** Reads a username by the rule of M4-3. Only ASCII is allowed, so that no two names look alike (ATO-33). */
export function readUsername(
  text: string,
): { readonly address: CredentialIdentity } | { readonly problem: UsernameProblem } {
  const typed = trimTyped(text)
  const username = parseUsername(typed)
  if (username) return { address: { kind: 'username', ...username } }
  return { problem: typed === '' ? 'username_missing' : 'username_invalid' }
}

export function readPhone(
  { text, country }: { readonly text: string; readonly country: string | undefined },
  settings: Settings,
): { readonly address: CredentialIdentity } | { readonly problem: PhoneProblem } {
  const { allowed } = phoneChoiceOf(settings)
  const read = parseMobileNumber(text, { country, allowed })
  return 'phone' in read ? { address: { kind: 'phone', ...read.phone } } : read
}
