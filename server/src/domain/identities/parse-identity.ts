import { InvalidInput } from '#platform/errors'
import { explainEmailProblem, parseEmailAddress } from './email-address.ts'
import type { CredentialKind, IdentityValue } from './identity.ts'
import { parsePhoneNumber } from './phone-number.ts'
import { parseUsername } from './username.ts'

export interface TypedIdentity {
  readonly kind: CredentialKind
  readonly value: string
  /** ISO 3166-1 alpha-2, for a phone number that is not in international form. */
  readonly phoneCountry?: string | undefined
}

/** @throws {InvalidInput} `INVALID_EMAIL`, `INVALID_PHONE`, `INVALID_USERNAME`: what is wrong, and what is right. */
export function parseIdentity({ kind, value, phoneCountry }: TypedIdentity): IdentityValue {
  const parsed = parse({ kind, value, phoneCountry })
  if (parsed) return { kind, ...parsed }
  throw PROBLEMS[kind](value)
}

function parse({ kind, value, phoneCountry }: TypedIdentity) {
  switch (kind) {
    case 'email':
      return parseEmailAddress(value)
    case 'phone':
      return parsePhoneNumber(value, phoneCountry)
    case 'username':
      return parseUsername(value)
  }
}

const PROBLEMS = {
  email: (value: string) => new InvalidInput('INVALID_EMAIL', explainEmailProblem(value)),
  phone: () =>
    new InvalidInput(
      'INVALID_PHONE',
      'This is not a phone number. Send it in international form, or with the country in phone_country_id.',
    ),
  username: () =>
    new InvalidInput('INVALID_USERNAME', 'A username has 2 to 64 letters (a to z), digits, dashes and underscores.'),
} as const
