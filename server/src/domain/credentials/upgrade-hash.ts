import type { Context } from '#platform/context'
import { isAmbiguous } from '#platform/crypto'
import { opaqueString } from './password.ts'
import { findHash, replaceHash } from './queries.ts'
import { isForeign } from './stored-hash.ts'
import { verifyPassword, type PasswordOwner } from './verify-password.ts'

/**
 * After a right password: where another system hashed it, it is hashed by us from now on, and nobody notices (U5-3).
 *
 * A hash by which several texts are right stays as it came.
 *
 * @param typed the password as it was typed, and just proven to be right
 * @returns false when the password was changed meanwhile
 */
export async function upgradeHash(
  ctx: Pick<Context, 'db' | 'environment' | 'passwords' | 'sealer'>,
  { userId, passwordHash: stored }: PasswordOwner,
  typed: string,
): Promise<boolean> {
  if (stored === undefined || !isForeign(stored)) return true
  // Hashed from the wrong one of several texts, the right one would open nothing any more.
  if ([typed, opaqueString(typed)].some((text) => isAmbiguous(stored, text))) return true
  const hash = await ctx.passwords.hash(opaqueString(typed))
  if (await replaceHash(ctx.db, { userId, from: stored, to: { hash } })) return true
  // It was wrapped, or another sign-in hashed it at the same moment, or somebody changed it: it must be right still.
  return verifyPassword(ctx, { userId, passwordHash: await findHash(ctx.db, userId) }, typed)
}
