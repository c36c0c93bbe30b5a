import type { Settings } from '#domain/settings'
import type { FlagDefinition } from './flags.ts'
import type { SelectedProperty } from './properties.ts'
import type { StandardProperties } from './standard-properties.ts'
import type { Authority, Subject } from './subject.ts'

/** One claim, and why it is there. */
export interface Claim {
  readonly name: string
  readonly value: unknown
  /** The source that said it, and the scope or setting that let it in. */
  readonly origin: string
  /** Where the value has parts of different origin: that of each. */
  readonly parts?: Readonly<Record<string, string>>
}

/** A claim that could be there, and why it is not. */
export interface Omission {
  readonly name: string
  readonly reason: string
}

export type Said = Claim | Omission

/** What is said of a user where tokens are not the matter. */
export interface ProfileRequest {
  readonly kind: 'profile'
  readonly subject: Subject
  readonly scopes: readonly string[]
  readonly settings: Settings
  /** Claims that were asked for by name, whatever the scopes are (OIDC Core section 5.5). */
  readonly requested: readonly string[]
  /** The standard claims that are kept as properties. */
  readonly properties?: StandardProperties
}

/** What a token says of a user. */
export interface UserTokenRequest {
  readonly kind: 'access' | 'id'
  readonly subject: Subject
  readonly authority: Authority
  readonly scopes: readonly string[]
  /** Those among them that are of the APIs the token is for. */
  readonly apiScopes: readonly string[]
  readonly settings: Settings
  readonly flags: readonly FlagDefinition[]
  /** Those that the application wants in tokens of this kind. */
  readonly properties: readonly SelectedProperty[]
  readonly requested: readonly string[]
}

/** What a token of an application itself says. */
export interface ClientTokenRequest {
  readonly kind: 'm2m'
  /** Of an application that belongs to one. */
  readonly organizationCode: string | undefined
  readonly settings: Settings
  /** Undefined where nobody has asked for them. */
  readonly flags: readonly FlagDefinition[] | undefined
  readonly properties: readonly SelectedProperty[]
}

export type ClaimsRequest = ProfileRequest | UserTokenRequest | ClientTokenRequest

export function isClaim(said: Said): said is Claim {
  return 'value' in said
}

/** The claim, or why there is none. */
export function say(
  name: string,
  value: unknown,
  { origin, whyNot }: { readonly origin: string; readonly whyNot: string },
): Said {
  return value === undefined || value === null || value === '' ? { name, reason: whyNot } : { name, value, origin }
}
