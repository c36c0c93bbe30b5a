import type { Context } from '#platform/context'
import { opaqueString } from './password.ts'
import { isForeign, openHash } from './stored-hash.ts'

/** The user whose password it is, and its hash. Without an account there is none. */
export interface PasswordOwner {
  readonly userId: string
  readonly passwordHash: string | undefined
}

/**
 * Whether the text is the password, in the form in which passwords are compared. Other systems hashed the bytes as they
 * were typed, so a hash of theirs is compared with these as well.
 */
export async function verifyPassword(
  { passwords, sealer }: Pick<Context, 'passwords' | 'sealer'>,
  owner: PasswordOwner | undefined,
  typed: string,
): Promise<boolean> {
  const password = opaqueString(typed)
  const hash = owner?.passwordHash
  if (owner === undefined || hash === undefined) return passwords.verify(undefined, password)
  const stored = openHash(sealer, { userId: owner.userId, hash })
  if (await passwords.verify(stored, password)) return true
  if (!isForeign(stored) || password === typed) return false
  return passwords.verify(stored, typed)
}
