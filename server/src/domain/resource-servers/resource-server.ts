import { InvalidInput, NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'
import { applicationCacheKey } from '#domain/applications'

/** An API that tokens can have as audience (RFC 6749 section 1.1). */
export interface ResourceServer {
  readonly id: string
  readonly name: string
  /** The value of `aud` in its tokens. */
  readonly audience: string
  /**
   * Whether it is the Management API, which is part of the product: applications can be authorised for it, and nothing
   * else of it changes.
   */
  readonly isManagement: boolean
  readonly tokenTyp: TokenTyp
}

/** The `typ` of an access token: `at+jwt` of RFC 9068 section 2.1, or `JWT`, on which common verifiers insist. */
export type TokenTyp = 'JWT' | 'at+jwt'

/** A scope of an API (RFC 6749 section 3.3). */
export interface Scope {
  readonly id: string
  readonly key: string
  readonly description: string
}

const SCOPE_PREFIX = 'api_scope_'

export const apiIdOf = hexOf

export function apiIdFromText(text: string): string {
  const id = idFromHex(text)
  if (id === undefined) throw noSuchApi()
  return id
}

export function scopeIdOf(id: string): string {
  return SCOPE_PREFIX + hexOf(id)
}

export function scopeIdFromText(text: string): string {
  const id = idFromHex(text, SCOPE_PREFIX)
  if (id === undefined) throw noSuchScope()
  return id
}

/** An API of another environment is also answered with 404, never with 403 (ATO-11). */
export function noSuchApi(): NotFound {
  return new NotFound('API_NOT_FOUND', 'No such API.')
}

export function noSuchScope(): NotFound {
  return new NotFound('API_SCOPE_NOT_FOUND', 'No such scope of this API.')
}

/** @throws {InvalidInput} `SYSTEM_API` */
export function checkEditable({ isManagement }: ResourceServer): void {
  if (isManagement) throw new InvalidInput('SYSTEM_API', 'The Management API and its scopes are part of the product.')
}

/**
 * Returns the prefix of the cache keys for authorisations. It begins with the key of applications, so that both are
 * read again together.
 */
export function authorizationCacheKey(environmentId: string): string {
  return `${applicationCacheKey(environmentId)}apis:`
}
