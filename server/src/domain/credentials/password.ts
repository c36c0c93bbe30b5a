export type PasswordProblem = 'too_short' | 'too_long'

const LEAST_CHARACTERS = 8
const MOST_CHARACTERS = 1_000
const MOST_BYTES = 4_000

/**
 * Any characters, no composition rules (M2-1). Compared in the form of RFC 8265 section 4.2: spaces of other scripts
 * become spaces, characters are composed; nothing is trimmed or lower-cased.
 */
export function checkPasswordRules(
  text: string,
): { readonly password: string } | { readonly problem: PasswordProblem } {
  const password = opaqueString(text)
  const length = [...password].length
  if (length < LEAST_CHARACTERS) return { problem: 'too_short' }
  if (length > MOST_CHARACTERS || Buffer.byteLength(password) > MOST_BYTES) return { problem: 'too_long' }
  return { password }
}

export function opaqueString(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ').normalize('NFC')
}
