import { parseEmailAddress, parsePhoneNumber, parseUsername, type CredentialIdentity } from '#domain/identities'
import { parseLoginHint } from './login-hint.ts'

/** Returns the identity that a `login_hint` names; undefined for a malformed one. */
export function hintedIdentity(hint: string | undefined): CredentialIdentity | undefined {
  const { kind, value = '' } = parseLoginHint(hint) ?? {}
  if (kind === undefined) return undefined
  const parsed = { email: parseEmailAddress, phone: parsePhoneNumber, username: parseUsername }[kind](value)
  return parsed && { kind, ...parsed }
}
