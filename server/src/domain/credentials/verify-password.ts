import type { Context } from '#platform/context'
import { isImported } from '#platform/crypto'
import { opaqueString } from './password.ts'

/**
 * Whether the text is the password, in the form in which passwords are compared. Other systems hashed the bytes as they
 * were typed, so a hash of theirs is compared with these as well.
 */
export async function verifyPassword(
  { passwords }: Pick<Context, 'passwords'>,
  stored: string | undefined,
  typed: string,
): Promise<boolean> {
  const password = opaqueString(typed)
  if (await passwords.verify(stored, password)) return true
  if (stored === undefined || !isImported(stored) || password === typed) return false
  return passwords.verify(stored, typed)
}
