import type { Settings } from '#domain/settings'
import type { FlagDefinition } from './flags.ts'
import type { SelectedProperty } from './properties.ts'
import type { StandardProperties } from './standard-properties.ts'
import type { Authority, Subject } from './subject.ts'

/** A claim, with its reason. */
export interface Claim {
  readonly name: string
  readonly value: unknown
  /** The source of the value, and the scope or setting that allows it. */
  readonly origin: string
  /** The origin of each part, for a value whose parts differ in origin. */
  readonly parts?: Readonly<Record<string, string>>
}

/** A claim that is left out, with the reason. */
export interface Omission {
  readonly name: string
  readonly reason: string
}

export type ClaimDecision = Claim | Omission

/** A request for the claims of a user outside tokens. */
export interface ProfileRequest {
  readonly kind: 'profile'
  readonly subject: Subject
  readonly scopes: readonly string[]
  readonly settings: Settings
  /** Claims that were requested by name, independent of the scopes (OIDC Core section 5.5). */
  readonly requested: readonly string[]
  /** The standard claims that are stored as properties. */
  readonly properties?: StandardProperties
}

/** A request for the claims of a user's token. */
export interface UserTokenRequest {
  readonly kind: 'access' | 'id'
  readonly subject: Subject
  readonly authority: Authority
  readonly scopes: readonly string[]
  /** The scopes among them that belong to the APIs of the token. */
  readonly apiScopes: readonly string[]
  readonly settings: Settings
  readonly flags: readonly FlagDefinition[]
  /** The properties that the application wants in tokens of this kind. */
  readonly properties: readonly SelectedProperty[]
  readonly requested: readonly string[]
}

/** A request for the claims of a token of the application itself. */
export interface ClientTokenRequest {
  readonly kind: 'm2m'
  /** Set where the application belongs to an organization. */
  readonly organizationCode: string | undefined
  readonly settings: Settings
  /** Undefined where the application did not select them. */
  readonly flags: readonly FlagDefinition[] | undefined
  readonly properties: readonly SelectedProperty[]
}

export type ClaimsRequest = ProfileRequest | UserTokenRequest | ClientTokenRequest

export function isClaim(said: ClaimDecision): said is Claim {
  return 'value' in said
}

/** Returns the claim, or the reason for its absence. */
export function say(
  name: string,
  value: unknown,
  { origin, whyNot }: { readonly origin: string; readonly whyNot: string },
): ClaimDecision {
  return value === undefined || value === null || value === '' ? { name, reason: whyNot } : { name, value, origin }
}
