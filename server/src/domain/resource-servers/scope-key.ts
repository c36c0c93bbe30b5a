import { InvalidInput } from '#platform/errors'

/** Scopes of OpenID Connect, which mean the same for every API. */
const RESERVED = ['openid', 'profile', 'email', 'phone', 'address', 'offline', 'offline_access']

/** A scope-token (RFC 6749 section 3.3): no blank, quote or backslash, so that it survives a `scope` parameter. */
export const SCOPE_KEY = /^[\x21\x23-\x5B\x5D-\x7E]{1,64}$/

/** @throws {InvalidInput} `SCOPE_KEY_RESERVED` */
export function checkScopeKey(key: string): void {
  if (!RESERVED.includes(key)) return
  throw new InvalidInput('SCOPE_KEY_RESERVED', `${key} is a scope of OpenID Connect.`)
}
