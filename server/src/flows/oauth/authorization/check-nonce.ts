import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

/** The nonce is stored with the code and returned in the ID token, which applications keep in cookies. */
const LONGEST_NONCE = 2_048

export const checkNonce: Check = ({ nonce }) => {
  if (nonce !== undefined && nonce.length > LONGEST_NONCE) {
    throw new OAuthError('invalid_request', `nonce is too long: at most ${String(LONGEST_NONCE)} characters.`)
  }
}
