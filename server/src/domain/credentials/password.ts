import type { Passwords } from '#platform/crypto'
import { isOwnWord, type OwnWords } from './own-words.ts'

export type PasswordProblem = 'too_short' | 'too_long' | 'too_common' | 'same_as_identity'

const LEAST_CHARACTERS = 8
const MOST_CHARACTERS = 1_000
const MOST_BYTES = 4_000

/**
 * Checks a password that somebody chooses: any characters, no composition rules (M2-1), but neither a common one nor the
 * person's own address or name (M2-2).
 */
export function checkPasswordRules(
  text: string,
  { passwords, own }: { readonly passwords: Pick<Passwords, 'isCommon'>; readonly own: OwnWords },
): { readonly password: string } | { readonly problem: PasswordProblem } {
  const password = opaqueString(text)
  const length = [...password].length
  if (length < LEAST_CHARACTERS) return { problem: 'too_short' }
  if (length > MOST_CHARACTERS || Buffer.byteLength(password) > MOST_BYTES) return { problem: 'too_long' }
  if (passwords.isCommon(password)) return { problem: 'too_common' }
  if (isOwnWord(password, own)) return { problem: 'same_as_identity' }
  return { password }
}

/**
 * The form in which passwords are compared (RFC 8265 section 4.2): spaces of other scripts become spaces, characters are
 * composed; nothing is trimmed or lower-cased.
 */
export function opaqueString(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ').normalize('NFC')
}
