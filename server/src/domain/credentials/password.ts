import type { Passwords } from '#platform/crypto'
import { isOwnWord, isPlaceName, type OwnWords, type PlaceNames } from './own-words.ts'

export type PasswordProblem = 'too_short' | 'too_long' | 'too_common' | 'same_as_identity' | 'same_as_place'

const LEAST_CHARACTERS = 8
const MOST_CHARACTERS = 1_000
const MOST_BYTES = 4_000

export interface PasswordRules {
  readonly passwords: Pick<Passwords, 'isCommon'>
  readonly own: OwnWords
  readonly places: PlaceNames
}

/**
 * Checks a password that somebody chooses: any characters, no composition rules (M2-1), but neither a common one nor the
 * person's own address or name (M2-2), nor the name of the product, the business or the application.
 */
export function checkPasswordRules(
  text: string,
  { passwords, own, places }: PasswordRules,
): { readonly password: string } | { readonly problem: PasswordProblem } {
  const password = opaqueString(text)
  const length = [...password].length
  if (length < LEAST_CHARACTERS) return { problem: 'too_short' }
  if (length > MOST_CHARACTERS || Buffer.byteLength(password) > MOST_BYTES) return { problem: 'too_long' }
  if (passwords.isCommon(password)) return { problem: 'too_common' }
  if (isOwnWord(password, own)) return { problem: 'same_as_identity' }
  if (isPlaceName(password, places)) return { problem: 'same_as_place' }
  return { password }
}

/**
 * The form in which passwords are compared (RFC 8265 section 4.2): spaces of other scripts become spaces, characters are
 * composed; nothing is trimmed or lower-cased.
 */
export function opaqueString(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ').normalize('NFC')
}
