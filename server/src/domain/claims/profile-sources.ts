import { z } from 'zod'
import { secondsOf } from '#platform/clock'
import { subjectOf } from '#platform/ids'
import { displayName, gravatarOf } from '#domain/users'
import { say, type ProfileRequest, type ClaimDecision, type UserTokenRequest } from './claim.ts'
import { ADDRESS_PROPERTY, PROFILE_PROPERTIES } from './standard-properties.ts'

type Request = ProfileRequest | UserTokenRequest

/** Claims that a scope lets in (OIDC Core section 5.4), or a request by name (section 5.5). */
function scoped(
  { scopes, requested }: Request,
  scope: string,
  claims: readonly (readonly [string, unknown])[],
): ClaimDecision[] {
  return claims.map(([name, value]) => {
    const origin = requested.includes(name) ? 'the claims parameter' : `scope ${scope}`
    return scopes.includes(scope) || requested.includes(name)
      ? say(name, value, { origin, whyNot: 'the user has none' })
      : { name, reason: `the scope ${scope} was not asked for` }
  })
}

export function subjectClaims({ subject }: Request): ClaimDecision[] {
  return [{ name: 'sub', value: subjectOf(subject.userId), origin: 'user' }]
}

export function emailClaims(request: Request): ClaimDecision[] {
  const { email, isEmailVerified } = request.subject
  return scoped(request, 'email', [
    ['email', email],
    ['email_verified', email === null ? null : isEmailVerified],
  ])
}

export function phoneClaims(request: Request): ClaimDecision[] {
  const { phone, isPhoneVerified } = request.subject
  return scoped(request, 'phone', [
    ['phone_number', phone],
    ['phone_number_verified', phone === null ? null : isPhoneVerified],
  ])
}

export function profileClaims(request: Request): ClaimDecision[] {
  const { subject, settings } = request
  const gravatar = settings.useGravatarFallback && subject.email !== null ? gravatarOf(subject.email) : undefined
  return [
    ...scoped(request, 'profile', [
      ['name', displayName(subject)],
      ['given_name', subject.givenName],
      ['family_name', subject.familyName],
      ['preferred_username', subject.username],
      ['picture', subject.picture ?? gravatar],
      ['updated_at', secondsOf(subject.profileUpdatedAt)],
    ]),
    say('provided_id', subject.providedId, { origin: 'user', whyNot: 'the user has none' }),
  ]
}

/** Standard claims that a record has no field for. They come from properties, and the user profile alone has them. */
export function standardPropertyClaims(request: ProfileRequest): ClaimDecision[] {
  const { properties = {} } = request
  return [
    ...scoped(
      request,
      'profile',
      PROFILE_PROPERTIES.map((key) => [key, properties[key]] as const),
    ),
    ...scoped(request, 'address', [[ADDRESS_PROPERTY, addressOf(properties[ADDRESS_PROPERTY])]]),
  ]
}

const Line = z.string().optional()

/** OIDC Core section 5.1.1. */
const Address = z.object({
  formatted: Line,
  street_address: Line,
  locality: Line,
  region: Line,
  postal_code: Line,
  country: Line,
})

/** The `address` claim is an object: the one that the property holds as JSON, or its text as `formatted`. */
function addressOf(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined
  const parsed = Address.safeParse(parseJson(text))
  return parsed.success && Object.keys(parsed.data).length > 0 ? parsed.data : { formatted: text }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
